package se.vardformedling.fhir;

import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * For a change that writes rows of ours and perhaps no resource. Resources tell of themselves when
 * they are stored; such a change is told of here, so that it too is made once however often its
 * request is sent, and stands in the log from the moment it stands at all.
 */
@Component
public class OwnRows {
  private final List<ChangeFollower> followers;

  OwnRows(List<ChangeFollower> followers) {
    this.followers = followers;
  }

  /**
   * Says that the transaction at hand changes something. To be said before anything is locked or
   * looked at that the same request may have changed: sent twice at once, the second waits here.
   * What is refused afterwards is rolled back with it, and judged anew the next time.
   *
   * @param what the rows belong to, as {@code Type/id}; no words of a caller's
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void change(String what) {
    followers.forEach(follower -> follower.changed(what));
  }
}
