package se.vardformedling.terminology;

import java.util.ArrayList;
import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Fills the words that suggestions are found by, before the first request is taken. */
@Component
class WordIndex implements SmartLifecycle {
  private final Vocabulary vocabulary;
  private final JdbcTemplate sql;
  private final TransactionTemplate transaction;
  private volatile boolean running;

  WordIndex(Vocabulary vocabulary, JdbcTemplate sql, TransactionTemplate transaction) {
    this.vocabulary = vocabulary;
    this.sql = sql;
    this.transaction = transaction;
  }

  /** Two nodes that start at once write the same. */
  @Override
  public void start() {
    transaction.executeWithoutResult(
        status -> {
          sql.execute("lock table vf.term_word in exclusive mode");
          sql.update("delete from vf.term_word");
          sql.batchUpdate(
              """
              insert into vf.term_word (vardtjanst, kind, word, plain, tight)
              values (?, ?, ?, lower(ext.unaccent(?)), regexp_replace(lower(ext.unaccent(?)), '[^a-z0-9]', '', 'g'))
              on conflict do nothing
              """,
              words());
        });
    running = true;
  }

  private List<Object[]> words() {
    List<Object[]> words = new ArrayList<>();
    for (Concept concept : vocabulary.concepts(Vocabulary.VARDTJANST).values()) {
      add(words, concept.code(), "code", concept.code());
      add(words, concept.code(), "name", concept.swedish());
      add(words, concept.code(), "english", concept.english());
      concept.everyday().forEach(word -> add(words, concept.code(), "everyday", word));
    }
    vocabulary.kva().forEach(m -> add(words, m.target(), "kva", m.source()));
    vocabulary.icd().forEach(m -> add(words, m.target(), "icd-10-se", m.source()));
    vocabulary
        .snomed()
        .forEach(
            (code, targets) -> targets.forEach(target -> add(words, target, "snomed-ct", code)));
    return words;
  }

  private static void add(List<Object[]> words, String vardtjanst, String kind, String word) {
    if (!word.isBlank()) {
      words.add(new Object[] {vardtjanst, kind, word, word, word});
    }
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the web server. */
  @Override
  public int getPhase() {
    return 0;
  }
}
