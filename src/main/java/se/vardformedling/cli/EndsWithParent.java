package se.vardformedling.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** A node that another node has started ends when that one is gone, however it went. */
@Component
@ConditionalOnProperty("vf.demo.parent")
class EndsWithParent {
  private static final Logger log = LoggerFactory.getLogger(EndsWithParent.class);

  EndsWithParent(@Value("${vf.demo.parent}") long parent) {
    ProcessHandle.of(parent)
        .ifPresentOrElse(
            process -> process.onExit().thenRun(EndsWithParent::end), EndsWithParent::end);
  }

  private static void end() {
    log.info("The node that started this one has ended");
    // In a thread of its own: the way out waits for the one that begins it.
    new Thread(() -> System.exit(0), "end-with-parent").start();
  }
}
