package se.vardformedling.web.imports;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.multipart.MultipartFile;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.imports.ImportChange;
import se.vardformedling.imports.ImportKind;
import se.vardformedling.imports.ImportRun;
import se.vardformedling.imports.Imports;
import se.vardformedling.imports.SentFiles;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;
import se.vardformedling.web.Regions;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Exports;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.words.Refused;
import se.vardformedling.web.words.Words;
import se.vardformedling.web.words.Words.Say;

/** Import: send a file, see what it would do, publish it whole, take it back. */
@Controller
class ImportPage {
  private static final int LATEST = 50;
  private static final int MOST = 200;
  private static final Set<String> SHOWN = Set.of("new", "changed", "gone");
  private static final Set<Problem> TOLD =
      Set.of(Problem.MALFORMED_BODY, Problem.PAYLOAD_TOO_LARGE, Problem.PRECONDITION_FAILED);
  private static final Pattern LINE = Pattern.compile("line (\\d+)");
  private static final Set<String> WORKING = Set.of("received", "publishing", "undoing");
  private final Imports imports;
  private final SentFiles files;
  private final Words words;

  ImportPage(Imports imports, SentFiles files, Words words) {
    this.imports = imports;
    this.files = files;
    this.words = words;
  }

  @GetMapping("/app/import")
  Object list(HttpServletRequest request, Model model, Locale locale) {
    Address address = Address.of(request.getRequestURI(), request.getParameterMap());
    Sheet runs = fill(address, model, locale);
    if (Exports.known(address.said("som"))) {
      return Exports.file(runs, address.said("som"), words.in(locale).the("sheet.about"));
    }
    return "web/imports";
  }

  /** Whether what the file lacks ends, and of which region. */
  record Ends(@Nullable String avsluta, @Nullable String lan) {}

  @PostMapping("/app/import")
  String send(
      @RequestParam String slag,
      @RequestParam MultipartFile fil,
      @ModelAttribute Ends ends,
      Model model,
      HttpServletResponse response,
      Locale locale) {
    List<UUID> sent = new ArrayList<>();
    Optional<Refusal> refusal =
        Refused.trying(
            () -> {
              if (String.valueOf(fil.getOriginalFilename()).isBlank()) {
                throw Problem.INPUT_MISSING.at("fil", "");
              }
              ImportKind kind =
                  ImportKind.of(slag).orElseThrow(() -> Problem.VALUE_INVALID.at("slag", "kind"));
              String name = Optional.ofNullable(fil.getOriginalFilename()).orElse("");
              Imports.Upload upload =
                  new Imports.Upload(
                      kind,
                      name,
                      bytes(fil),
                      "ja".equals(ends.avsluta()),
                      Optional.ofNullable(ends.lan()).filter(code -> !code.isEmpty()));
              sent.add(imports.send(Caller.current(), upload).id());
            });
    if (refusal.isPresent()) {
      fill(new Address("/app/import", Map.of()), model, locale);
      Refused.on(model, response, refusal.get(), words.in(locale));
      told(refusal.get(), words.in(locale)).ifPresent(told -> model.addAttribute("refusal", told));
      model.addAttribute("chosen", slag);
      return "web/imports";
    }
    return "redirect:/app/import/" + sent.get(0);
  }

  /** A file that works as it is, to begin from. */
  @GetMapping("/app/import/exempel/{slag}.csv")
  @ResponseBody
  ResponseEntity<byte[]> example(@PathVariable String slag) {
    ImportKind kind =
        ImportKind.of(slag)
            .filter(kinds(Caller.current())::contains)
            .orElseThrow(() -> Problem.NOT_FOUND.because(""));
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(kind.code() + ".csv").build().toString())
        .body(imports.example(Caller.current(), kind));
  }

  private Sheet fill(Address address, Model model, Locale locale) {
    Map<ImportKind, List<Imports.FileColumn>> kinds = new LinkedHashMap<>();
    kinds(Caller.current()).forEach(kind -> kinds.put(kind, imports.columns(kind)));
    int page = page(address);
    SentFiles.Page sent = files.latest(Caller.current(), page * LATEST, LATEST);
    Sheet runs = sheets(locale).runs(sent, address);
    pages(model, sent.total(), LATEST, page);
    model.addAttribute("kinds", kinds);
    // Who acts for a region sends what is its own.
    model.addAttribute("regions", Caller.current().region().isPresent() ? Map.of() : Regions.all());
    model.addAttribute("runs", runs);
    return runs;
  }

  /** In the words of those who keep spreadsheets, where there are any. */
  private static Optional<Refused> told(Refusal refusal, Say say) {
    String code = refusal.problem().code();
    Matcher line = LINE.matcher(refusal.issues().get(0).details());
    boolean known = refusal.problem() == Problem.MALFORMED_BODY && line.matches();
    return TOLD.contains(refusal.problem())
        ? Optional.of(
            new Refused(
                code,
                known
                    ? say.the("import.refused.line", line.group(1))
                    : say.the("import.refused." + code),
                say.the("import.refused." + code + ".do"),
                ""))
        : Optional.empty();
  }

  private static byte[] bytes(MultipartFile file) {
    try {
      return file.getBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @GetMapping("/app/import/{id}")
  Object one(@PathVariable UUID id, HttpServletRequest request, Model model, Locale locale) {
    Caller caller = Caller.current();
    Address address = Address.of(request.getRequestURI(), request.getParameterMap());
    Shown shown = preview(caller, id, address, model, locale);
    Optional<ResponseEntity<byte[]>> file =
        Exports.asked(
            address, words.in(locale).the("sheet.about"), shown.changes(), shown.faults());
    return file.isPresent() ? file.get() : "web/import";
  }

  /** From 0. */
  private static int page(Address address) {
    String said = address.said("sida");
    return said.matches("[1-9]\\d{0,5}") ? Integer.parseInt(said) - 1 : 0;
  }

  private static void pages(Model model, int all, int most, int page) {
    model.addAttribute("pages", (all + most - 1) / most);
    model.addAttribute("page", page);
  }

  /** What a preview has to show. */
  private record Shown(Sheet changes, Sheet faults) {}

  private Shown preview(Caller caller, UUID id, Address address, Model model, Locale locale) {
    ImportRun run = imports.find(caller, id).orElseThrow(() -> Problem.NOT_FOUND.because(""));
    ImportSheets sheets = sheets(locale);
    Sheet faults = sheets.faults(imports.faults(caller, id), run, address);
    int page = page(address);
    // What is taken along is all of it.
    List<ImportChange> shown =
        Exports.known(address.firstTable().said("som"))
            ? imports.allChanges(caller, id)
            : imports.changes(caller, id, SHOWN, page * MOST, MOST);
    Sheet changes = sheets.changes(shown, run, address);
    pages(model, ImportSheets.changed(run), MOST, page);
    model.addAttribute("run", run);
    model.addAttribute("working", WORKING.contains(run.state()));
    model.addAttribute("faults", faults);
    model.addAttribute("changes", changes);
    model.addAttribute("moment", sheets.moment(run.changedAt()));
    model.addAttribute("endsOf", run.ending().region().flatMap(Regions::name).orElse(""));
    return new Shown(changes, faults);
  }

  /** Without the consent that it takes it says so at the box, and nothing is published. */
  @PostMapping("/app/import/{id}/publicera")
  String publish(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String godta,
      Model model,
      HttpServletResponse response,
      Locale locale) {
    Caller caller = Caller.current();
    return done(id, () -> imports.publish(caller, id, godta.equals("ja")), model, response, locale);
  }

  /** Only when one has said that one is sure. */
  @PostMapping("/app/import/{id}/angra")
  String undo(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String saker,
      Model model,
      HttpServletResponse response,
      Locale locale) {
    Caller caller = Caller.current();
    return done(
        id,
        () -> {
          if (!saker.equals("ja")) {
            throw Problem.INPUT_MISSING.at("saker", "");
          }
          imports.undo(caller, id);
        },
        model,
        response,
        locale);
  }

  /** What is refused is told on the page of the file. */
  private String done(
      UUID id, Runnable what, Model model, HttpServletResponse response, Locale locale) {
    Optional<Refusal> refusal = Refused.trying(what);
    if (refusal.isEmpty()) {
      return "redirect:/app/import/" + id;
    }
    Say say = words.in(locale);
    preview(Caller.current(), id, new Address("/app/import/" + id, Map.of()), model, locale);
    Refused.on(model, response, refusal.get(), say);
    told(refusal.get(), say).ifPresent(told -> model.addAttribute("refusal", told));
    return "web/import";
  }

  private ImportSheets sheets(Locale locale) {
    Say say = words.in(locale);
    return new ImportSheets(say);
  }

  /** What the caller may send. */
  private static List<ImportKind> kinds(Caller caller) {
    if (caller.role() == Role.AVTALSCONTROLLER) {
      return List.of(ImportKind.AVTAL);
    }
    if (caller.role() == Role.KATALOGFORVALTARE) {
      return List.of(ImportKind.KATALOG, ImportKind.VANTETIDER);
    }
    throw Problem.ACTOR_NOT_ALLOWED.because("import");
  }
}
