package se.vardformedling.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.AbstractLocaleResolver;
import org.springframework.web.util.WebUtils;

/** Swedish, or English by {@code ?lang=en}; what was chosen last is kept in a cookie. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {
  private static final Locale SWEDISH = Locale.forLanguageTag("sv");
  private static final String COOKIE = "vf-lang";

  @Bean
  MessageSource messageSource() {
    ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
    texts.setBasename("i18n/messages");
    texts.setDefaultEncoding(StandardCharsets.UTF_8.name());
    texts.setFallbackToSystemLocale(false);
    texts.setDefaultLocale(SWEDISH);
    // A text with an apostrophe reads the same with and without arguments.
    texts.setAlwaysUseMessageFormat(true);
    return texts;
  }

  @Bean
  LocaleResolver localeResolver() {
    return new AbstractLocaleResolver() {
      @Override
      public Locale resolveLocale(HttpServletRequest request) {
        String asked = request.getParameter("lang");
        Cookie chosen = WebUtils.getCookie(request, COOKIE);
        String language = asked != null ? asked : chosen != null ? chosen.getValue() : "sv";
        return "en".equals(language) ? Locale.ENGLISH : SWEDISH;
      }

      @Override
      public void setLocale(
          HttpServletRequest request,
          @Nullable HttpServletResponse response,
          @Nullable Locale locale) {
        throw new UnsupportedOperationException("The address tells the language");
      }
    };
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new KeepsLanguage()).excludePathPatterns("/fhir/**", "/actuator/**");
  }

  /** Keeps a language that the address asks for. */
  private static final class KeepsLanguage implements HandlerInterceptor {
    @Override
    public boolean preHandle(
        HttpServletRequest request, HttpServletResponse response, Object handler) {
      String asked = request.getParameter("lang");
      if ("sv".equals(asked) || "en".equals(asked)) {
        ResponseCookie cookie =
            ResponseCookie.from(COOKIE, asked)
                .path("/")
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .maxAge(Duration.ofDays(365))
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
      }
      return true;
    }
  }
}
