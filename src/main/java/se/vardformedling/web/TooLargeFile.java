package se.vardformedling.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.ModelAndView;
import se.vardformedling.fhir.Problem;
import se.vardformedling.web.words.Refused;
import se.vardformedling.web.words.Words;
import se.vardformedling.web.words.Words.Say;

/**
 * A file that is larger than what is taken in. It is noticed before any page is chosen, so it
 * belongs to none of them.
 */
@ControllerAdvice
class TooLargeFile {
  private final Frame frame;
  private final Words words;
  private final DataSize largest;

  TooLargeFile(
      Frame frame,
      Words words,
      @Value("${spring.servlet.multipart.max-file-size}") DataSize largest) {
    this.frame = frame;
    this.words = words;
    this.largest = largest;
  }

  @ExceptionHandler(MaxUploadSizeExceededException.class)
  ModelAndView refused(HttpServletRequest request, Locale locale) {
    Say say = words.in(locale);
    Problem problem = Problem.PAYLOAD_TOO_LARGE;
    ModelAndView page = new ModelAndView("web/refused");
    page.setStatus(HttpStatusCode.valueOf(problem.status()));
    page.addObject("around", frame.around(request));
    page.addObject(
        "refusal",
        new Refused(
            problem.code(),
            say.the("upload.too-large", largest.toMegabytes()),
            say.the("upload.too-large.do"),
            ""));
    page.addObject("back", "/app/import");
    return page;
  }
}
