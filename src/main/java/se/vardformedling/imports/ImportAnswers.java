package se.vardformedling.imports;

import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;

/** How far a run has come, what was wrong and what changes, as Parameters. */
final class ImportAnswers {
  private ImportAnswers() {}

  static Parameters of(ImportRun run, List<ImportFault> faults, List<ImportChange> changes) {
    Parameters answer = new Parameters();
    answer.addParameter("run", new StringType(run.id().toString()));
    answer.addParameter("kind", new CodeType(run.kind().code()));
    answer.addParameter("file", new StringType(run.fileName()));
    answer.addParameter("state", new CodeType(run.state()));
    answer.addParameter("sent", new InstantType(Date.from(run.sentAt())));
    answer.addParameter("endMissing", new BooleanType(run.endMissing()));
    answer.addParameter("rows", new IntegerType(run.rows()));
    answer.addParameter("done", new IntegerType(run.done()));
    answer.addParameter("total", new IntegerType(run.total()));
    answer.addParameter("new", new IntegerType(run.counts().added()));
    answer.addParameter("changed", new IntegerType(run.counts().changed()));
    answer.addParameter("unchanged", new IntegerType(run.counts().unchanged()));
    answer.addParameter("gone", new IntegerType(run.counts().gone()));
    answer.addParameter("faults", new IntegerType(run.counts().faults()));
    if (run.ending().held()) {
      answer.addParameter("problem", new StringType(held(run)));
    }
    faults.forEach(fault -> add(answer.addParameter().setName("fault"), fault));
    changes.forEach(change -> add(answer.addParameter().setName("change"), change));
    return answer;
  }

  /** What ends only with consent. */
  static String held(ImportRun run) {
    return "%d of %d that hold would end, of %s; acceptEndings=true consents"
        .formatted(
            run.counts().gone(),
            run.ending().known(),
            run.ending().region().map(code -> "region " + code).orElse("all regions"));
  }

  private static void add(ParametersParameterComponent part, ImportFault fault) {
    add(part, "line", new IntegerType(fault.line()));
    add(part, "column", new IntegerType(fault.column()));
    if (!fault.field().isEmpty()) {
      add(part, "field", new StringType(fault.field()));
    }
    add(part, "code", new CodeType(fault.code()));
    add(part, "swedish", new StringType(fault.swedish()));
    add(part, "english", new StringType(fault.english()));
  }

  private static void add(ParametersParameterComponent part, ImportChange change) {
    add(part, "line", new IntegerType(change.line()));
    add(part, "what", new CodeType(change.what()));
    add(part, "resource", new Reference(change.type() + "/" + change.id()));
    for (ImportChange.Difference difference : change.differences()) {
      ParametersParameterComponent one = part.addPart().setName("difference");
      add(one, "place", new StringType(difference.place()));
      if (!difference.before().isEmpty()) {
        add(one, "before", new StringType(difference.before()));
      }
      if (!difference.after().isEmpty()) {
        add(one, "after", new StringType(difference.after()));
      }
    }
  }

  private static void add(ParametersParameterComponent part, String name, Type value) {
    part.addPart().setName(name).setValue(value);
  }
}
