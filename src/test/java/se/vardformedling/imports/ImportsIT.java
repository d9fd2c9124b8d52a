package se.vardformedling.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.hl7.fhir.r4.model.Contract;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.MeasureReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.Asking;
import se.vardformedling.NodeIT;
import se.vardformedling.agreement.Agreements;
import se.vardformedling.cast.Browser;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;

/** Files sent in, previewed, published, taken back. */
@NodeIT
class ImportsIT {
  private static final Path EXAMPLES = Path.of("src/docs/use/examples");
  private static final Caller KEEPER =
      new Caller("keeper", Role.KATALOGFORVALTARE, Optional.empty(), Optional.empty());
  private static final Caller CONTROLLER =
      new Caller("controller", Role.AVTALSCONTROLLER, Optional.of("20"), Optional.empty());

  @LocalServerPort int port;
  @Autowired Imports imports;
  @Autowired ImportWork work;
  @Autowired ImportRuns runs;
  @Autowired Publishing publishing;
  @Autowired Agreements agreements;
  @Autowired FhirStore store;
  @Autowired JdbcClient sql;
  @Autowired PlatformTransactionManager transactions;

  private Asking asking;

  @BeforeEach
  void connect() {
    asking = new Asking(port);
  }

  @Test
  void the_examples_of_the_guide_are_published_and_taken_back() throws IOException {
    ImportRun katalog = published(KEEPER, ImportKind.KATALOG, example("katalog.csv"));
    ImportRun avtal = published(CONTROLLER, ImportKind.AVTAL, example("avtal.csv"));
    ImportRun waits = published(KEEPER, ImportKind.VANTETIDER, example("vantetider.csv"));

    assertThat(katalog.counts().added()).isEqualTo(7);
    assertThat(avtal.counts().added()).isEqualTo(4);
    assertThat(waits.counts().added()).isEqualTo(2);
    var view =
        agreements
            .view(
                CONTROLLER,
                "avtal-20-EX-2026-1",
                LocalDate.of(2026, 6, 1).atStartOfDay().toInstant(ZoneOffset.UTC))
            .orElseThrow();
    assertThat(view.services()).hasSize(2);
    assertThat(view.entitled().stream().map(p -> p.region()).toList()).containsExactly("21", "03");
    assertThat(view.options()).hasSize(1);
    assertThat(view.services().get(0).price().model()).isEqualTo("drg-points");
    assertThat(view.services().get(0).price().outlier()).isNotNull();
    assertThat(view.services().get(1).price().unitOre()).isEqualTo(740_000L);
    assertThat(view.services().get(1).volume().orElseThrow().cap()).contains(250);

    for (ImportRun run : List.of(waits, avtal, katalog)) {
      Caller caller = run == avtal ? CONTROLLER : KEEPER;
      imports.undo(caller, run.id());
      assertThat(settled(caller, run.id()).state()).isEqualTo("undone");
    }
    assertThat(store.read(Contract.class, "avtal-20-EX-2026-1").getStatus())
        .isEqualTo(Contract.ContractStatus.TERMINATED);
    assertThat(
            store
                .read(HealthcareService.class, "tjanst-TSTNMT2321000156-VF7001-koloskopi")
                .getActive())
        .isFalse();
    assertThat(
            sql.sql(
                    "select count(*) from vf.party where name in ('Exempelkliniken Borlänge', 'Exempelkliniken Gävle')")
                .query(Integer.class)
                .single())
        .isEqualTo(2);
    assertThat(
            store.search(
                MeasureReport.class,
                "status=complete&reporter=Organization/enhet-TSTNMT2321000156-VF7001"))
        .isEmpty();
  }

  @Test
  void a_second_file_shows_what_is_new_changed_unchanged_and_gone() {
    String unit = "TSTNMT2321000156-VF7101";
    String head = "HSA-id;Enhet;Region;Vårdtjänst;Ålder till\n";
    String row = unit + ";Exempelkliniken Falun;20;";
    published(KEEPER, ImportKind.KATALOG, head + row + "koloskopi;80\n" + row + "gra-starr;90\n");

    ImportRun run =
        checked(
            KEEPER,
            ImportKind.KATALOG,
            head + row + "koloskopi;85\n" + row + "framfall;70\n",
            true);

    assertThat(run.state()).isEqualTo("previewed");
    List<ImportChange> changed = imports.changes(KEEPER, run.id(), Set.of("changed"), 0, 10);
    assertThat(changed)
        .containsExactly(
            new ImportChange(
                2,
                "HealthcareService",
                "tjanst-" + unit + "-koloskopi",
                "Koloskopi, Exempelkliniken Falun",
                "changed",
                List.of(
                    new ImportChange.Difference(
                        "extension[acceptance].extension[high].valueInteger", "80", "85"))));
    assertThat(imports.changes(KEEPER, run.id(), Set.of("new"), 0, 10))
        .extracting(ImportChange::id)
        .containsExactly("tjanst-" + unit + "-framfall");
    assertThat(imports.changes(KEEPER, run.id(), Set.of("gone"), 0, 50))
        .extracting(ImportChange::id)
        .contains("tjanst-" + unit + "-gra-starr");
    assertThat(imports.changes(KEEPER, run.id(), Set.of("unchanged"), 0, 10)).hasSize(2);
  }

  @Test
  void much_ends_only_with_consent_and_only_in_the_region_that_is_named() {
    String head = "HSA-id;Enhet;Region;Vårdtjänst\n";
    String kalmar = "TSTNMT2321000156-VF81";
    String jamtland = "TSTNMT2321000156-VF8201;Exempelkliniken Åre;23;";
    StringBuilder file = new StringBuilder(head);
    for (String unit : List.of("01", "02", "03", "04")) {
      for (String v : List.of("axelledplastik", "hallux-valgus", "karpaltunnel")) {
        file.append(kalmar + unit + ";Exempelkliniken " + unit + ";08;" + v + "\n");
      }
    }
    file.append(jamtland + "karpaltunnel\n" + jamtland + "hallux-valgus\n");
    published(KEEPER, ImportKind.KATALOG, file.toString());
    String one = head + kalmar + "01;Exempelkliniken 01;08;karpaltunnel\n";

    ImportRun country = ending(one, Optional.empty());
    assertThat(country.ending().held()).isTrue();
    assertThat(country.counts().gone()).isGreaterThanOrEqualTo(13);
    assertThat(refusal(() -> imports.publish(KEEPER, country.id())))
        .isEqualTo(Problem.PRECONDITION_FAILED);
    assertThat(
            asking
                .as("catalogue-admin", "GET", "/fhir/$import-status?run=" + country.id(), "")
                .body())
        .contains("that hold would end, of all regions; acceptEndings=true consents");

    Browser keeper = Browser.as(port, "catalogue-admin");
    assertThat(keeper.open("/app/import/" + country.id()).body()).contains("i hela landet");
    String sent =
        keeper
            .upload(
                keeper.open("/app/import"),
                "/app/import",
                Map.of("slag", "katalog", "avsluta", "ja", "lan", "08"),
                one.getBytes(StandardCharsets.UTF_8))
            .path();
    ImportRun region = settled(KEEPER, UUID.fromString(sent.substring("/app/import/".length())));
    assertThat(region.counts().gone()).isEqualTo(11);
    assertThat(region.ending()).isEqualTo(new ImportRun.Ending(Optional.of("08"), 12, true));
    Browser.Page preview = keeper.open(sent);
    assertThat(preview.body())
        .contains("Filen avslutar 11 av de 12 som gäller nu i Region Kalmar län", "name=\"godta\"");
    assertThat(preview.body())
        .contains("Operation av hallux valgus, Exempelkliniken 01", "Upphör när filen publiceras")
        .doesNotContain("true →", ">tjanst-");
    Browser.Page unticked = keeper.submit(preview, sent + "/publicera", Map.of());
    assertThat(unticked.status()).isEqualTo(412);
    assertThat(unticked.body())
        .contains("<title>Fel: ", "Filen är inte publicerad", "rutan är inte ikryssad")
        .contains("Filen avslutar 11 av de 12", "Upphör när filen publiceras")
        .containsPattern("id=\"godta\"[^>]*aria-invalid=\"true\"");
    keeper.submit(preview, sent + "/publicera", Map.of("godta", "ja"));
    assertThat(settled(KEEPER, region.id()).state()).isEqualTo("published");
    assertThat(active(kalmar + "04-karpaltunnel")).isFalse();
    assertThat(active("TSTNMT2321000156-VF8201-karpaltunnel")).as("another region").isTrue();

    ImportRun few = ending(head + jamtland + "karpaltunnel\n", Optional.of("23"));
    assertThat(few.ending()).isEqualTo(new ImportRun.Ending(Optional.of("23"), 2, false));
    imports.publish(KEEPER, few.id());
    assertThat(settled(KEEPER, few.id()).state()).isEqualTo("published");
    assertThat(active("TSTNMT2321000156-VF8201-hallux-valgus")).isFalse();

    assertThat(refusal(() -> ending(one, Optional.of("99")))).isEqualTo(Problem.CODE_INVALID);
    Imports.Upload others =
        new Imports.Upload(ImportKind.AVTAL, "", new byte[] {'a'}, true, Optional.of("21"));
    assertThat(refusal(() -> imports.send(CONTROLLER, others)))
        .isEqualTo(Problem.REGION_NOT_ENTITLED);
  }

  private ImportRun ending(String file, Optional<String> region) {
    byte[] content = file.getBytes(StandardCharsets.UTF_8);
    Imports.Upload upload = new Imports.Upload(ImportKind.KATALOG, "", content, true, region);
    return settled(KEEPER, imports.send(KEEPER, upload).id());
  }

  private boolean active(String service) {
    return store.read(HealthcareService.class, "tjanst-" + service).getActive();
  }

  @Test
  void faults_say_line_and_column_in_both_languages_and_nothing_is_published() {
    String file =
        "Avtalsnummer;Avtalstyp;Beställare;Utförare;Gäller från;Vårdtjänst;Pris;Takvolym\n"
            + "F-1;Upphandlat;20;TSTNMT2321000156-VF0003;2026-13-01;knaprotes;92.000;-1\n"
            + "F-1;Upphandlat;14;TSTNMT2321000156-VF0003;2026-01-01;finns-inte;92000;10\n"
            + "F-2;Muntligt;20;TSTNMT2321000156-VF9999;2026-01-01;knaprotes;;\n";

    ImportRun run = checked(CONTROLLER, ImportKind.AVTAL, file, false);

    assertThat(run.state()).isEqualTo("faulty");
    assertThat(
            imports.faults(CONTROLLER, run.id()).stream()
                .map(f -> f.line() + ":" + f.column() + " " + f.code())
                .toList())
        .containsExactlyInAnyOrder(
            "2:5 not-a-date",
            "2:7 not-a-number",
            "2:8 out-of-range",
            "3:3 region-not-yours",
            "3:6 code-unknown",
            "4:2 code-unknown",
            "4:4 unit-unknown");
    assertThat(imports.faults(CONTROLLER, run.id()))
        .allSatisfy(f -> assertThat(f.swedish()).isNotEqualTo(f.english()).isNotBlank())
        .anySatisfy(
            f -> assertThat(f.swedish()).isEqualTo("Koden eller ordet är okänt: ”Muntligt”."));
    ImportRun empty = checked(CONTROLLER, ImportKind.AVTAL, file.lines().findFirst().get(), true);
    assertThat(empty.state()).isEqualTo("faulty");
    assertThat(imports.faults(CONTROLLER, empty.id()))
        .containsExactly(FaultCode.NO_ROWS.at(0, 0, ""));
    assertThatThrownBy(() -> imports.publish(CONTROLLER, run.id())).isInstanceOf(Refusal.class);
    assertThat(store.find(Contract.class, "avtal-20-F-1")).isEmpty();
  }

  @Test
  void a_file_that_names_a_person_is_refused_and_not_kept() {
    String file =
        "HSA-id;Enhet;Vårdtjänst\nTSTNMT2321000156-VF7201;Kliniken;koloskopi\n"
            + "TSTNMT2321000156-VF7202;Kliniken för 19121212-1212;koloskopi\n";

    ImportRun run = imports.send(KEEPER, upload(ImportKind.KATALOG, file, false));

    assertThat(run.state()).isEqualTo("faulty");
    assertThat(imports.faults(KEEPER, run.id()))
        .containsExactly(FaultCode.PHI_DETECTED.at(3, 2, ""));
    assertThat(
            sql.sql("select content is null from vf.import_run where id = :id")
                .param("id", run.id())
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  @Test
  void only_those_whose_it_is_may_send_see_and_publish() {
    String file = "HSA-id;Enhet;Vårdtjänst\nTSTNMT2321000156-VF7301;Kliniken;koloskopi\n";
    Caller broker = new Caller("b", Role.VARDFORMEDLARE, Optional.of("20"), Optional.empty());
    Caller other = new Caller("c", Role.AVTALSCONTROLLER, Optional.of("21"), Optional.empty());

    assertThat(refusal(() -> imports.send(broker, upload(ImportKind.KATALOG, file, false))))
        .isEqualTo(Problem.ACTOR_NOT_ALLOWED);
    assertThat(refusal(() -> imports.send(CONTROLLER, upload(ImportKind.KATALOG, file, false))))
        .isEqualTo(Problem.ACTOR_NOT_ALLOWED);
    ImportRun own =
        imports.send(CONTROLLER, upload(ImportKind.AVTAL, "Avtalsnummer;Avtalstyp\n1;2\n", false));
    assertThat(imports.find(other, own.id())).isEmpty();
    assertThat(imports.find(broker, own.id())).isEmpty();
    assertThat(refusal(() -> imports.publish(other, own.id()))).isEqualTo(Problem.NOT_FOUND);
  }

  @Test
  void what_breaks_in_the_middle_leaves_nothing_and_is_gone_on_with() {
    String unit = "TSTNMT2321000156-VF7401";
    StringBuilder file = new StringBuilder("HSA-id;Enhet;Vårdtjänst\n");
    for (String v : List.of("koloskopi", "gra-starr", "framfall")) {
      file.append(unit).append(";Exempelkliniken Mora;").append(v).append('\n');
    }
    ImportRun run = checked(KEEPER, ImportKind.KATALOG, file.toString(), false);
    // Without its timer, which would be quicker than the accident.
    assertThat(runs.move(run.id(), "previewed", "publishing", 5)).isTrue();
    // As when the node is killed after the work and before the commit.
    assertThatThrownBy(
            () ->
                new TransactionTemplate(transactions)
                    .executeWithoutResult(
                        t -> {
                          publishing.publish(run.id());
                          throw new IllegalStateException("killed");
                        }))
        .hasMessage("killed");
    assertThat(store.find(HealthcareService.class, "tjanst-" + unit + "-koloskopi")).isEmpty();
    assertThat(imports.find(KEEPER, run.id()).orElseThrow().state()).isEqualTo("publishing");

    work.go(run.id());
    work.go(run.id());

    assertThat(settled(KEEPER, run.id()).state()).isEqualTo("published");
    assertThat(
            store
                .read(HealthcareService.class, "tjanst-" + unit + "-koloskopi")
                .getIdElement()
                .getVersionIdPart())
        .isEqualTo("1");
  }

  @Test
  void what_somebody_has_changed_since_is_neither_published_over_nor_undone() {
    String unit = "TSTNMT2321000156-VF7501";
    String head = "HSA-id;Enhet;Vårdtjänst;Ålder till\n";
    ImportRun first =
        published(KEEPER, ImportKind.KATALOG, head + unit + ";Kliniken;koloskopi;80\n");
    HealthcareService service =
        store.read(HealthcareService.class, "tjanst-" + unit + "-koloskopi");
    ImportRun second =
        checked(KEEPER, ImportKind.KATALOG, head + unit + ";Kliniken;koloskopi;70\n", false);
    service.setComment("Ring först");
    store.update(service);

    imports.publish(KEEPER, second.id());
    assertThat(settled(KEEPER, second.id()).state()).isEqualTo("faulty");
    imports.undo(KEEPER, first.id());
    assertThat(settled(KEEPER, first.id()).state()).isEqualTo("published");

    assertThat(imports.faults(KEEPER, second.id()))
        .extracting(ImportFault::code)
        .containsExactly("conflict");
    assertThat(imports.faults(KEEPER, first.id()))
        .extracting(ImportFault::code)
        .containsExactly("conflict");
  }

  @Test
  void what_a_later_file_says_too_is_not_undone_under_it_but_after_it() {
    String head = "HSA-id;Enhet;Vårdtjänst\n";
    String row = "TSTNMT2321000156-VF7901;Exempelkliniken Säter;";
    ImportRun first = published(KEEPER, ImportKind.KATALOG, head + row + "koloskopi\n");
    ImportRun second =
        published(
            KEEPER,
            ImportKind.KATALOG,
            "mars.csv",
            head
                + row.replace("Säter", "Hedemora")
                + "koloskopi\n"
                + row.replace("Säter", "Hedemora")
                + "gra-starr\n");

    imports.undo(KEEPER, first.id());
    assertThat(settled(KEEPER, first.id()).state()).isEqualTo("published");
    assertThat(imports.faults(KEEPER, first.id()))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.code()).isEqualTo("conflict");
              assertThat(fault.swedish()).contains("ångra först mars.csv (20");
              assertThat(fault.english()).contains("first undo mars.csv (20");
            });
    String service = "tjanst-TSTNMT2321000156-VF7901-koloskopi";
    assertThat(store.read(HealthcareService.class, service).getActive()).isTrue();

    imports.undo(KEEPER, second.id());
    assertThat(settled(KEEPER, second.id()).state()).isEqualTo("undone");
    assertThat(store.read(HealthcareService.class, service).getName()).contains("Säter");
    imports.undo(KEEPER, first.id());
    assertThat(settled(KEEPER, first.id()).state()).isEqualTo("undone");
    assertThat(imports.faults(KEEPER, first.id())).isEmpty();
    assertThat(store.read(HealthcareService.class, service).getActive()).isFalse();
  }

  @Test
  void an_agreement_that_is_sent_again_keeps_what_the_file_has_no_column_for() {
    published(
        KEEPER,
        ImportKind.KATALOG,
        "HSA-id;Enhet;Vårdtjänst\nTSTNMT2321000156-VF7801;Exempelkliniken Rättvik;koloskopi\n");
    String head =
        "Avtalsnummer;Avtalstyp;Beställare;Utförare;Gäller från;Vårdtjänst;Pris;Takvolym\n";
    String row = "EX-KVAR;Upphandlat;20;TSTNMT2321000156-VF7801;2026-01-01;koloskopi;";
    published(CONTROLLER, ImportKind.AVTAL, head + row + "7 400;100\n");
    Contract byHand = store.read(Contract.class, "avtal-20-EX-KVAR").copy();
    byHand
        .getTermFirstRep()
        .getAssetFirstRep()
        .addExtension(
            CatalogueFileResource.acceptance(
                new CatalogueFileResource.Offered.Limit("asa", null, 2, List.of())));
    store.update(byHand);

    ImportRun same = checked(CONTROLLER, ImportKind.AVTAL, head + row + "7 400;100\n", false);
    assertThat(same.counts().unchanged()).as("agreement and affiliation").isEqualTo(2);
    ImportRun dearer = published(CONTROLLER, ImportKind.AVTAL, head + row + "7 900;100\n");

    assertThat(imports.changes(CONTROLLER, dearer.id(), Set.of("changed"), 0, 10))
        .flatExtracting(ImportChange::differences)
        .containsExactly(
            new ImportChange.Difference(
                "term[0].asset[0].valuedItem[0].unitPrice.value", "7400", "7900"));
    assertThat(
            sql.sql(
                    "select price_ore || ' ' || (criteria -> 0 ->> 'high') from vf.agreement_term"
                        + " where contract_id = 'avtal-20-EX-KVAR'")
                .query(String.class)
                .single())
        .isEqualTo("790000 2");
  }

  @Test
  void a_preview_tells_what_a_changed_agreement_changes_in_words_and_of_which_vardtjanst() {
    published(
        KEEPER,
        ImportKind.KATALOG,
        "HSA-id;Enhet;Vårdtjänst\nTSTNMT2321000156-VF7701;Exempelkliniken Orsa;koloskopi\n"
            + "TSTNMT2321000156-VF7701;Exempelkliniken Orsa;gastroskopi\n");
    String head =
        "Avtalsnummer;Avtalstyp;Beställare;Utförare;Gäller från;Vårdtjänst;Pris;Takvolym\n";
    String row = "EX-ORD;Upphandlat;20;TSTNMT2321000156-VF7701;2026-01-01;";
    published(
        CONTROLLER,
        ImportKind.AVTAL,
        head + row + "koloskopi;7 400;250\n" + row + "gastroskopi;3 100;40\n");

    ImportRun changed =
        checked(
            CONTROLLER,
            ImportKind.AVTAL,
            head + row + "koloskopi;7 400;260\n" + row + "gastroskopi;3 200;40\n",
            false);

    Browser controller = Browser.as(port, "controller-dalarna");
    String page = "/app/import/" + changed.id();
    assertThat(controller.open(page).body())
        .contains(">EX-ORD<", "Takvolym: 250 → 260", "Pris, vårdtjänst nr 2: 3100 → 3200")
        .doesNotContain("extension[", "valueInteger", "unitPrice");
    assertThat(controller.open(page + "?lang=en").body())
        .contains(": 250 → 260", ", care service no. 2: 3100 → 3200")
        .doesNotContain("extension[", "valueInteger", "unitPrice");
    controller.open(page + "?lang=sv");
  }

  @Test
  void a_file_is_undone_on_its_page_when_one_is_sure_and_told_why_when_it_cannot_be() {
    String head = "HSA-id;Enhet;Vårdtjänst\n";
    String row = "TSTNMT2321000156-VF7702;Exempelkliniken Älvdalen;koloskopi\n";
    ImportRun first = published(KEEPER, ImportKind.KATALOG, head + row);
    ImportRun second =
        published(
            KEEPER, ImportKind.KATALOG, "mars.csv", head + row.replace("Älvdalen", "Vansbro"));
    Browser keeper = Browser.as(port, "catalogue-admin");
    String page = "/app/import/" + first.id();
    Browser.Page shown = keeper.open(page);

    Browser.Page unsure = keeper.submit(shown, page + "/angra", Map.of());
    assertThat(unsure.status()).isEqualTo(422);
    assertThat(unsure.body())
        .contains("<title>Fel: ", "Filen är inte ångrad")
        .containsPattern("name=\"saker\"[^>]*aria-invalid=\"true\"");
    assertThat(settled(KEEPER, first.id()).state()).isEqualTo("published");

    keeper.submit(shown, page + "/angra", Map.of("saker", "ja"));
    assertThat(settled(KEEPER, first.id()).state()).isEqualTo("published");
    assertThat(keeper.open(page).body())
        .contains("Filen kunde inte ångras: 1 hinder", "ångra först mars.csv")
        .doesNotContain("rätta dem i filen");

    for (ImportRun one : List.of(second, first)) {
      String its = "/app/import/" + one.id();
      keeper.submit(keeper.open(its), its + "/angra", Map.of("saker", "ja"));
      assertThat(settled(KEEPER, one.id()).state()).isEqualTo("undone");
    }
  }

  @Test
  void over_http_a_file_is_sent_watched_published_and_taken_back() {
    String file =
        "HSA-id;Enhet;Vårdtjänst\nTSTNMT2321000156-VF7601;Exempelkliniken Ludvika;koloskopi\n";
    String data =
        Base64.getEncoder().encodeToString(file.getBytes(Charset.forName("windows-1252")));
    String body =
        """
        {"resourceType":"Parameters","parameter":[{"name":"kind","valueCode":"katalog"},
          {"name":"file","valueAttachment":{"title":"C:\\\\Temp\\\\katalog.csv","data":"%s"}}]}
        """
            .formatted(data);

    JsonNode sent = asking.as("catalogue-admin", "POST", "/fhir/$import", body).json();
    String run = value(sent, "run");

    assertThat(value(sent, "file")).isEqualTo("katalog.csv");
    await(run, "previewed");
    String step =
        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"run\",\"valueString\":\"%s\"}]}"
            .formatted(run);
    asking.as("catalogue-admin", "POST", "/fhir/$import-publish", step);
    JsonNode published = await(run, "published");
    assertThat(value(published, "new")).isEqualTo("3");
    assertThat(value(published, "done")).isEqualTo("3");
    asking.as("catalogue-admin", "POST", "/fhir/$import-undo", step);
    await(run, "undone");
    assertThat(asking.as("catalogue-admin", "POST", "/fhir/$import-publish", step).refusal())
        .isEqualTo("422 business-rule illegal-transition");
    assertThat(asking.as("broker-dalarna", "POST", "/fhir/$import", body).refusal())
        .isEqualTo("403 forbidden actor-not-allowed");
    assertThat(asking.as("broker-dalarna", "GET", "/fhir/$import-status?run=" + run, "").refusal())
        .isEqualTo("404 not-found not-found");
  }

  private JsonNode await(String run, String state) {
    List<JsonNode> last = new ArrayList<>();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              last.add(
                  asking
                      .as("catalogue-admin", "GET", "/fhir/$import-status?run=" + run, "")
                      .json());
              return value(last.get(last.size() - 1), "state").equals(state);
            });
    return last.get(last.size() - 1);
  }

  private static String value(JsonNode parameters, String name) {
    for (JsonNode one : parameters.at("/parameter")) {
      if (one.at("/name").asText().equals(name)) {
        for (JsonNode field : one) {
          if (!field.asText().equals(name)) {
            return field.asText();
          }
        }
      }
    }
    throw new AssertionError("no " + name + " in " + parameters);
  }

  private ImportRun published(Caller caller, ImportKind kind, String file) {
    ImportRun run = checked(caller, kind, file, false);
    assertThat(imports.faults(caller, run.id())).isEmpty();
    imports.publish(caller, run.id());
    ImportRun after = settled(caller, run.id());
    assertThat(imports.faults(caller, run.id())).isEmpty();
    assertThat(after.state()).isEqualTo("published");
    return after;
  }

  private ImportRun published(Caller caller, ImportKind kind, String name, String file) {
    Imports.Upload upload =
        new Imports.Upload(kind, name, file.getBytes(StandardCharsets.UTF_8), false);
    ImportRun run = settled(caller, imports.send(caller, upload).id());
    imports.publish(caller, run.id());
    ImportRun after = settled(caller, run.id());
    assertThat(after.state()).isEqualTo("published");
    return after;
  }

  private ImportRun checked(Caller caller, ImportKind kind, String file, boolean endMissing) {
    return settled(caller, imports.send(caller, upload(kind, file, endMissing)).id());
  }

  /** The timer does it, or we do: whoever comes first. */
  private ImportRun settled(Caller caller, UUID id) {
    work.go(id);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                !Set.of("received", "publishing", "undoing")
                    .contains(imports.find(caller, id).orElseThrow().state()));
    return imports.find(caller, id).orElseThrow();
  }

  private static Imports.Upload upload(ImportKind kind, String file, boolean endMissing) {
    return new Imports.Upload(kind, "fil.csv", file.getBytes(StandardCharsets.UTF_8), endMissing);
  }

  private static String example(String name) throws IOException {
    return Files.readString(EXAMPLES.resolve(name));
  }

  private static Problem refusal(Runnable act) {
    try {
      act.run();
    } catch (Refusal refusal) {
      return refusal.problem();
    }
    throw new AssertionError("not refused");
  }
}
