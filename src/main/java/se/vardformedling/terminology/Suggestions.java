package se.vardformedling.terminology;

import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a person may mean by what has been typed so far: everyday Swedish, misspelt or not, with or
 * without accents and blanks; a KVÅ or ICD-10-SE code from its third position; a SNOMED CT concept.
 */
@Component
public class Suggestions {
  private static final int LONGEST = 80;
  private static final int SHORTEST = 2;
  private static final int MOST = 50;

  /** What more kinds of care than this are equally likely to be means none of them. */
  private static final int TOO_MANY = 4;

  /** What many kinds of care end with says nothing of which is meant. */
  private static final String ENDINGS =
      "((operation(en|er)?|kirurgi(n)?|plastik|behandling|undersokning|utredning|skopi|protes(en)?"
          + "|brac?k|surgery|replacement|treatment|repair)\\s*)+$";

  /** Of those, what says nothing of what is done either. */
  private static final String DONE =
      "((operation(en|er)?|kirurgi(n)?|behandling|surgery|treatment|repair)\\s*)+$";

  /**
   * Each way to find a word has an index: the beginning, likeness of the whole, likeness of a part
   * (which a word that begins inside it has as well). What is found is weighed. It is sure if it is
   * the word or begins with what was typed; or is like it as a whole, and not by its ending alone:
   * the more so, the less of what was typed is left without that.
   */
  private static final String FIND =
      """
      with typed as (select lower(ext.unaccent(:words)) as plain),
      asked as materialized (
        select plain, regexp_replace(plain, '[^a-z0-9]', '', 'g') as tight,
               trim(regexp_replace(plain, :endings, '')) as stem,
               regexp_replace(regexp_replace(plain, :done, ''), '[^a-z0-9]', '', 'g') as thing
          from typed where plain ~ '[a-z0-9]'),
      near as (
        select w.* from asked a join vf.term_word w on w.tight ~>=~ a.tight and w.tight ~<~ (a.tight || '{')
         where length(a.tight) >= 3 or w.kind not in ('kva', 'icd-10-se', 'snomed-ct')
         union
        select w.* from asked a
          join vf.term_word w on w.plain operator(ext.%) a.plain or w.plain operator(ext.%>) a.plain
                              or w.plain operator(ext.%>) nullif(a.stem, '') or w.tight operator(ext.%) a.tight
         where w.kind not in ('kva', 'icd-10-se', 'snomed-ct')),
      found as (
        select w.*,
               case when w.tight = a.tight then 1.0
                    when starts_with(w.tight, a.tight) then 0.9
                    when position(' ' || a.plain in w.plain) > 0 then 0.8
                    when a.stem = '' then 0.7 * ext.strict_word_similarity(a.plain, w.plain)
                    else 0.7 * greatest(ext.similarity(regexp_replace(w.plain, :endings, ''), a.stem),
                                        ext.similarity(regexp_replace(w.tight, :endings, ''),
                                                       regexp_replace(a.stem, '[^a-z0-9]', '', 'g')),
                                        ext.word_similarity(a.stem, w.plain)) end as score,
               case when w.tight = a.tight then true
                    when a.stem = '' then false
                    when starts_with(w.tight, a.tight) then length(a.tight) >= 3 and w.kind not in ('code', 'snomed-ct')
                    when a.thing <> a.tight
                      then ext.similarity(regexp_replace(w.tight, :done, ''), a.thing) >= 0.65
                    else ext.similarity(w.tight, a.tight) >= 0.54
                         and ext.similarity(regexp_replace(w.plain, :endings, ''), a.stem) >= 0.45
                         or ext.strict_word_similarity(a.plain, w.plain) >= 0.54
                            and a.plain = a.stem and length(w.plain) < 2 * length(a.plain) end as sure
          from near w, asked a),
      best as (
        select distinct on (vardtjanst) vardtjanst, word, kind, score,
               bool_or(sure) over (partition by vardtjanst) as sure
          from found order by vardtjanst, score desc, length(word), word, kind)
      select * from best where score >= 0.25 order by score desc, length(word), vardtjanst limit :limit
      """;

  private final JdbcClient sql;
  private final Terms terms;

  Suggestions(JdbcClient sql, Terms terms) {
    this.sql = sql;
    this.terms = terms;
  }

  /**
   * The likeliest first, each vårdtjänst once; none for fewer than two characters.
   *
   * @param limit at most so many, 1 to 50
   */
  public List<Suggestion> suggest(String typed, int limit) {
    String words = typed.strip();
    if (words.length() < SHORTEST) {
      return List.of();
    }
    return sql.sql(FIND)
        .param("words", words.substring(0, Math.min(LONGEST, words.length())))
        .param("endings", ENDINGS)
        .param("done", DONE)
        .param("limit", Math.min(MOST, Math.max(1, limit)))
        .query(
            (row, n) ->
                new Suggestion(
                    row.getString("vardtjanst"),
                    terms.display(
                        Vocabulary.VARDTJANST,
                        row.getString("vardtjanst"),
                        Locale.forLanguageTag("sv")),
                    row.getString("word"),
                    row.getString("kind"),
                    row.getDouble("score"),
                    row.getBoolean("sure")))
        .list();
  }

  /**
   * What the words are likeliest to mean: all that are equally likely, unless they are many; none
   * that only looks a little like them, or ends as they do.
   */
  public List<Suggestion> meant(String typed) {
    List<Suggestion> sure = suggest(typed, MOST).stream().filter(Suggestion::sure).toList();
    List<Suggestion> likeliest =
        sure.stream().filter(one -> one.score() >= sure.get(0).score()).toList();
    return likeliest.size() > TOO_MANY ? List.of() : likeliest;
  }
}
