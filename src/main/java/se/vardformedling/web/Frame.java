package se.vardformedling.web;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.ModelAndView;
import se.vardformedling.fhir.NodeRole;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.security.Caller;
import se.vardformedling.security.OldForms;
import se.vardformedling.security.Role;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.words.Refused;
import se.vardformedling.web.words.Words;

/**
 * What is around every page: who is signed in, where one can go, the same page in the other
 * language.
 */
@ControllerAdvice(annotations = Controller.class)
class Frame {
  private final boolean demo;
  private final NodeRole node;
  private final Words words;

  Frame(Environment environment, NodeRole node, Words words) {
    this.words = words;
    this.node = node;
    this.demo = environment.acceptsProfiles(Profiles.of("demo"));
  }

  /**
   * Around one page.
   *
   * @param address the page as it was asked for
   * @param caller who is signed in; an anonymous one when nobody is
   * @param items where the caller's work is
   * @param reference what the log knows the request by
   * @param now when it was made, for paper
   */
  public record Around(
      Address address,
      Caller caller,
      boolean signedIn,
      boolean demo,
      List<NavigationRules.Item> items,
      String reference,
      String now) {

    public String inLanguage(String language) {
      return address.with("lang", language).toString();
    }

    /** The region that is acted for, after a comma; empty for who acts for none. */
    public String place() {
      return caller.region().flatMap(Regions::name).map(name -> ", " + name).orElse("");
    }

    /** Whether the item's page, or one below it, is the one shown. */
    public boolean at(NavigationRules.Item item) {
      return address.path().equals(item.path())
          || !item.path().equals("/app") && address.path().startsWith(item.path() + "/");
    }
  }

  /** What happened, why, what to do, and a reference. */
  @ExceptionHandler(Refusal.class)
  ModelAndView refused(Refusal refusal, HttpServletRequest request, Locale locale) {
    ModelAndView page = new ModelAndView("web/refused");
    page.setStatus(HttpStatusCode.valueOf(refusal.problem().status()));
    page.addObject("around", around(request));
    page.addObject("refusal", Refused.of(refusal, words.in(locale)));
    String back = OldForms.back(request);
    if (request.getMethod().equals("POST") && !back.equals("/app")) {
      page.addObject("back", back);
    }
    return page;
  }

  /** What only the database noticed: somebody else was first, or it is away for a moment. */
  @ExceptionHandler({
    BaseServerResponseException.class,
    DataAccessException.class,
    TransactionException.class
  })
  ModelAndView failed(RuntimeException failure, HttpServletRequest request, Locale locale) {
    Refusal refusal = Refusal.of(failure);
    if (refusal.problem() == Problem.INTERNAL) {
      throw failure;
    }
    return refused(refusal, request, locale);
  }

  @ModelAttribute("around")
  Around around(HttpServletRequest request) {
    Caller caller = Caller.current();
    boolean signedIn = caller.role() != Role.ANONYMOUS;
    Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    boolean plain = failed == null && request.getMethod().equals("GET");
    Map<String, String[]> parameters = plain ? request.getParameterMap() : Map.of();
    String path = failed == null ? request.getRequestURI() : "/";
    return new Around(
        Address.of(path, parameters),
        caller,
        signedIn,
        demo,
        NavigationRules.items(caller.role(), node),
        String.valueOf(request.getAttribute("vf.requestId")),
        words.in(Locale.ROOT).now());
  }
}
