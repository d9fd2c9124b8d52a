package se.vardformedling.imports;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One kind of file: its columns, and what its rows become. */
interface FileKind {
  ImportKind kind();

  List<Columns.Column> columns();

  /** The resource types that it makes; what is no longer in the file is looked for among these. */
  Set<String> types();

  /**
   * The resources, in an order in which every reference points backwards.
   *
   * @param region länskod that the sender acts for; empty when for all
   */
  List<Draft> drafts(List<Cells> rows, Optional<String> region);
}
