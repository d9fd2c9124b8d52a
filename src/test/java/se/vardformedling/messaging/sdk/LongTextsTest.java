package se.vardformedling.messaging.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.xml.security.c14n.Canonicalizer;
import org.apache.xml.security.exceptions.XMLSecurityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

class LongTextsTest {
  private static final String LONG = "AbC+/=09 \t\n".repeat(9_000);
  private static final String DOCUMENT =
      """
      <?before it?><!-- a comment -->
      <a:root xmlns:a="urn:a" xmlns="urn:b" z="1" b='"'>
        <one>%1$s</one><two xml:lang="sv">%1$s</two>
        <cdata><![CDATA[%1$s]]></cdata><mixed>å%1$s</mixed><smiles>A%2$s</smiles>
        <escaped>&lt;%1$s&gt;&amp;&#xD;</escaped>
        <short>A&#xD;&amp;\uD83D\uDE42</short><a:empty/>%1$s<!-- %1$s -->
      </a:root><!-- after -->
      """
          .formatted(LONG, "\uD83D\uDE42å".repeat(60_000));

  @ParameterizedTest
  @ValueSource(
      strings = {
        Canonicalizer.ALGO_ID_C14N_OMIT_COMMENTS,
        Canonicalizer.ALGO_ID_C14N_WITH_COMMENTS,
        Canonicalizer.ALGO_ID_C14N11_OMIT_COMMENTS,
        Canonicalizer.ALGO_ID_C14N_EXCL_OMIT_COMMENTS,
        Canonicalizer.ALGO_ID_C14N_PHYSICAL
      })
  void every_canonical_form_is_the_librarys_own_byte_for_byte(String algorithm) throws Exception {
    Canonicalizer canonicalizer = Canonicalizer.getInstance(algorithm);
    Document document = Xml.read(DOCUMENT.getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream theirs = new ByteArrayOutputStream();
    canonicalizer.canonicalizeSubtree(document, theirs);

    ByteArrayOutputStream ours = new ByteArrayOutputStream();
    LongTexts.write(document, canonicalizer::canonicalizeSubtree, ours);

    assertThat(ours.toByteArray()).isEqualTo(theirs.toByteArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"<a/>", "<!---->", "<?a?>", "<![CDATA[a]]>"})
  void what_would_fill_the_memory_as_a_tree_is_not_read(String small) {
    assertThatThrownBy(
            () ->
                Xml.read(("<a>" + small.repeat(20_000) + "</a>").getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Xml.UnreadableException.class);
  }

  @Test
  void nor_is_an_element_of_many_attributes_or_another_alphabet() {
    String many =
        IntStream.range(0, 40).mapToObj(i -> "a" + i + "=''").collect(Collectors.joining(" "));
    assertThatThrownBy(() -> Xml.read(("<a " + many + "/>").getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Xml.UnreadableException.class);
    assertThatThrownBy(
            () ->
                Xml.read(
                    "<?xml version='1.0' encoding='Cp037'?><a/>"
                        .getBytes(Charset.forName("Cp037"))))
        .isInstanceOf(Xml.UnreadableException.class);
  }

  @Test
  void xml_1_1_which_has_no_canonical_form_is_not_read() {
    assertThatThrownBy(
            () -> Xml.read("<?xml version='1.1'?><a>&#1;</a>".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Xml.UnreadableException.class);
  }

  @Test
  void the_document_is_afterwards_as_it_was() throws Exception {
    Document document = Xml.read(DOCUMENT.getBytes(StandardCharsets.UTF_8));

    Xml.write(document);

    assertThat(document.isEqualNode(Xml.read(DOCUMENT.getBytes(StandardCharsets.UTF_8)))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a>%s</a>",
        "<?xml version='1.0' encoding='UTF-8'?><a> %s\n</a>",
        "<?xml version='1.0' encoding='ISO-8859-1'?><a>\u00c3\u00a5%s</a>",
        "<a>\u00e5%s &amp; %<s<b>%<s-%<s</b></a>",
        "<a><b><![CDATA[<%s>]]></b>%<s<!-- - --></a>",
        "<a b='%s'>%<s</a>",
        "<a><!--%s-->%<s</a>",
        "<a><?b %s?>%<s</a>",
        "<a>&#000%s;</a>",
        "<a>&lt%s;</a>",
        "<a%s/>",
        "<a>%s</b>",
        "%s",
      })
  void a_long_base64_that_passes_the_parser_by_is_read_as_the_parser_reads_it(String form) {
    byte[] document = form.formatted("0".repeat(66_000) + "Ab+/=").getBytes(StandardCharsets.UTF_8);

    assertThat(read(new LongBase64(document)::parse)).isEqualTo(read(it -> Xml.parse(document)));
  }

  @Test
  void letters_of_another_alphabet_are_not_taken_for_base64() {
    byte[] document = ("<a>" + "\u4141".repeat(66_000) + "</a>").getBytes(StandardCharsets.UTF_16);

    assertThat(read(new LongBase64(document)::parse))
        .isEqualTo(read(it -> Xml.parse(document)))
        .contains("\u4141");
  }

  /** What a document says, whole, or that it cannot be read. */
  private static String read(Reading reading) {
    try {
      Document document = reading.read(Xml::parse);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      Canonicalizer.getInstance(Canonicalizer.ALGO_ID_C14N_PHYSICAL)
          .canonicalizeSubtree(document, bytes);
      return bytes.toString(StandardCharsets.UTF_8);
    } catch (SAXException e) {
      return String.valueOf(e.getMessage());
    } catch (IOException | XMLSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private interface Reading {
    Document read(LongBase64.Parser parser) throws SAXException, IOException;
  }
}
