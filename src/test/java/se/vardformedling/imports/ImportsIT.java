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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
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
import se.vardformedling.timer.BusyException;

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
  @Autowired SentFiles files;
  @Autowired ForgetImports forget;
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

    // While another has it the timer comes again; it may die with it.
    new TransactionTemplate(transactions)
        .executeWithoutResult(
            t -> {
              assertThat(runs.take(run.id(), "publishing")).isTrue();
              assertThatThrownBy(
                      () ->
                          CompletableFuture.runAsync(() -> work.due(run.id() + ":publish")).join())
                  .hasCauseInstanceOf(BusyException.class);
            });

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
  void a_file_is_not_published_on_what_has_been_taken_back_since_it_was_previewed() {
    String file =
        "HSA-id;Enhet;Vårdtjänst\nTSTNMT2321000156-VF7502;Exempelkliniken Leksand;koloskopi\n";
    ImportRun first = published(KEEPER, ImportKind.KATALOG, file);
    ImportRun same = checked(KEEPER, ImportKind.KATALOG, file, false);
    assertThat(same.counts().unchanged()).isEqualTo(3);

    imports.undo(KEEPER, first.id());
    assertThat(settled(KEEPER, first.id()).state()).isEqualTo("undone");
    imports.publish(KEEPER, same.id());

    assertThat(settled(KEEPER, same.id()).state()).isEqualTo("faulty");
    assertThat(imports.faults(KEEPER, same.id()))
        .extracting(ImportFault::code)
        .containsExactly("conflict");
  }

  @Test
  void who_keeps_the_catalogue_of_a_region_changes_no_unit_of_another() {
    String head = "HSA-id;Enhet;Region;Kommunkod;Vårdtjänst\n";
    String dalarna = "TSTNMT2321000156-VF7503;Exempelkliniken Malung;20;2023;koloskopi\n";
    String orebro = "TSTNMT2321000156-VF7504;Exempelkliniken Lindesberg;18;1885;koloskopi\n";
    published(KEEPER, ImportKind.KATALOG, head + orebro);
    Caller keeper = new Caller("k", Role.KATALOGFORVALTARE, Optional.of("20"), Optional.empty());

    ImportRun refused =
        checked(keeper, ImportKind.KATALOG, head + dalarna + orebro.replace(";18", ";20"), false);
    ImportRun own = published(keeper, ImportKind.KATALOG, head + dalarna);
    ImportRun waits =
        checked(
            keeper,
            ImportKind.VANTETIDER,
            "HSA-id;Vårdtjänst;Klocka;Period från;Period till;Median dagar;Antal\n"
                + "TSTNMT2321000156-VF7503;koloskopi;Genomförda;2026-07-01;2026-09-30;34;128\n"
                + "TSTNMT2321000156-vf7504;koloskopi;Genomförda;2026-07-01;2026-09-30;34;128\n",
            false);

    assertThat(where(keeper, refused)).containsExactly("3 HSA-id region-not-yours");
    assertThat(where(keeper, waits)).containsExactly("3 HSA-id region-not-yours");
    assertThat(own.counts().added()).isEqualTo(3);
    assertThat(imports.find(KEEPER, own.id())).as("of a region").isEmpty();
  }

  private List<String> where(Caller caller, ImportRun run) {
    return imports.faults(caller, run.id()).stream()
        .map(fault -> fault.line() + " " + fault.field() + " " + fault.code())
        .toList();
  }

  @Test
  void the_files_of_others_do_not_hide_ones_own_and_the_rest_is_on_further_pages() {
    ImportRun own =
        imports.send(KEEPER, upload(ImportKind.KATALOG, "HSA-id;Enhet;Vårdtjänst\n", false));
    for (int i = 0; i < 51; i++) {
      imports.send(CONTROLLER, upload(ImportKind.AVTAL, "Avtalsnummer\n", false));
    }

    SentFiles.Page keeps = files.latest(KEEPER, 0, 50);
    assertThat(keeps.runs()).extracting(ImportRun::id).contains(own.id());
    assertThat(keeps.runs()).noneMatch(run -> run.kind() == ImportKind.AVTAL);
    SentFiles.Page first = files.latest(CONTROLLER, 0, 50);
    assertThat(first.total()).isGreaterThanOrEqualTo(51);
    assertThat(files.latest(CONTROLLER, 50, 50).runs())
        .isNotEmpty()
        .doesNotContainAnyElementsOf(first.runs());
    Browser controller = Browser.as(port, "controller-dalarna");
    assertThat(controller.open("/app/import").body()).contains("/app/import?sida=2");
    assertThat(controller.open("/app/import?sida=2").body()).contains("aria-current=\"page\">2<");
  }

  @Test
  void what_ends_is_shown_first_and_the_file_that_is_taken_along_has_all() {
    String head = "HSA-id;Enhet;Region;Kommunkod;Vårdtjänst\n";
    Caller keeper = new Caller("k", Role.KATALOGFORVALTARE, Optional.of("19"), Optional.empty());
    String ends = "TSTNMT2321000156-VF75A0;Exempelkliniken Sala;19;1981;koloskopi\n";
    StringBuilder many = new StringBuilder(head);
    for (int i = 0; i < 70; i++) {
      many.append("TSTNMT2321000156-VF75B" + i + ";Exempelkliniken " + i + ";19;1980;koloskopi\n");
    }
    published(keeper, ImportKind.KATALOG, head + ends);

    ImportRun run = checked(keeper, ImportKind.KATALOG, many.toString(), true);

    assertThat(run.counts()).isEqualTo(new ImportRun.Counts(210, 0, 0, 1, 0));
    List<ImportChange> shown = imports.changes(keeper, run.id(), Set.of("new", "gone"), 0, 200);
    assertThat(shown.get(0).what()).isEqualTo("gone");
    assertThat(imports.allChanges(keeper, run.id())).hasSize(211).startsWith(shown.get(0));
  }

  @Test
  void rows_of_one_service_are_one_and_what_they_do_not_speak_of_stays() {
    String hsaId = "TSTNMT2321000156-VF7505";
    String head = "HSA-id;Enhet;Ort;Vårdtjänst\n";
    String row = hsaId + ";Exempelkliniken Ludvika;Ludvika;";
    published(KEEPER, ImportKind.KATALOG, head + row + "koloskopi\n");
    String id = "tjanst-" + hsaId + "-koloskopi";
    HealthcareService both = store.read(HealthcareService.class, id).copy();
    both.addType().addCoding(CatalogueFileResource.code("vardtjanst", "gastroskopi"));
    both.setName("Skopimottagningen");
    store.update(both);
    HealthcareService closed = both.copy();
    closed.setActive(false).setName("Stängd");
    closed.setId("HealthcareService/a-stangd-" + hsaId.toLowerCase(Locale.ROOT));
    store.update(closed);

    ImportRun again =
        checked(
            KEEPER,
            ImportKind.KATALOG,
            head + row + "gastroskopi\n" + row.replace("VF", "vf") + "koloskopi\n",
            false);

    assertThat(imports.faults(KEEPER, again.id())).isEmpty();
    assertThat(again.counts().added() + again.counts().changed()).isZero();
    assertThat(again.counts().unchanged()).isEqualTo(3);
    ImportRun twice =
        checked(
            KEEPER,
            ImportKind.KATALOG,
            "HSA-id;Enhet;Vårdtjänst;Aktiv\n"
                + (hsaId + ";Exempelkliniken Ludvika;gastroskopi;x\n")
                + (hsaId + ";Exempelkliniken Ludvika;koloskopi;\n"),
            false);
    assertThat(where(KEEPER, twice)).containsExactly("3 Aktiv value-missing");
  }

  @Test
  void what_is_too_old_is_forgotten_and_can_no_longer_be_published_or_undone() {
    String file = "HSA-id;Enhet;Vårdtjänst\nTSTNMT2321000156-VF7506;Exempelkliniken Idre;";
    ImportRun old = published(KEEPER, ImportKind.KATALOG, file + "koloskopi\n");
    ImportRun kept = published(KEEPER, ImportKind.KATALOG, file + "gastroskopi\n");
    ImportRun waits = checked(KEEPER, ImportKind.KATALOG, file + "gra-starr\n", false);
    age(old, 401);
    age(kept, 399);
    age(waits, 91);

    forget.run();

    assertThat(imports.changes(KEEPER, old.id(), Set.of("new"), 0, 10)).isEmpty();
    assertThat(imports.find(KEEPER, old.id()).orElseThrow().counts()).isEqualTo(old.counts());
    assertThat(refusal(() -> imports.undo(KEEPER, old.id()))).isEqualTo(Problem.ILLEGAL_TRANSITION);
    assertThat(Browser.as(port, "catalogue-admin").open("/app/import/" + old.id()).body())
        .contains("Den går inte att ångra")
        .doesNotContain("name=\"saker\"");
    assertThat(imports.changes(KEEPER, kept.id(), Set.of("new"), 0, 10)).isNotEmpty();
    assertThat(imports.find(KEEPER, waits.id()).orElseThrow().state()).isEqualTo("faulty");
    assertThat(imports.faults(KEEPER, waits.id())).containsExactly(FaultCode.TOO_OLD.at(0, 0, ""));
    ImportRun lacking =
        checked(KEEPER, ImportKind.KATALOG, file.replace("7506", "7507") + "koloskopi\n", true);
    assertThat(imports.changes(KEEPER, lacking.id(), Set.of("gone"), 0, 1_000))
        .as("what forgotten files have brought is still known")
        .extracting(ImportChange::id)
        .contains("tjanst-TSTNMT2321000156-VF7506-koloskopi");
  }

  private void age(ImportRun run, int days) {
    sql.sql(
            "update vf.import_run set sent_at = sent_at - make_interval(days => :days) where id = :id")
        .param("days", days)
        .param("id", run.id())
        .update();
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
    Contract registered = byHand.copy();
    registered.getIdentifierFirstRep().setValue("EX-HAND");
    registered.setId("Contract/ex-hand-4711");
    store.update(registered);
    ImportRun again =
        checked(
            CONTROLLER,
            ImportKind.AVTAL,
            head + row.replace("EX-KVAR", "ex-hand") + "7 400;100\n",
            false);
    assertThat(again.counts().added()).as("registered under another id").isZero();
    assertThat(imports.changes(CONTROLLER, again.id(), Set.of("changed"), 0, 10))
        .extracting(ImportChange::id)
        .containsExactly("ex-hand-4711");

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
