package se.vardformedling.security;

import jakarta.servlet.Filter;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.handler.HandlerMappingIntrospector;

/**
 * Every matcher here goes by the path. Spring Security asks the mappings of all pages before each
 * request nonetheless, in case a matcher wants to know which page it will be; beside a read over
 * FHIR that is a twelfth of the work.
 */
@Component
class NoMappingsAsked implements BeanPostProcessor {

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    return bean instanceof HandlerMappingIntrospector ? new Unasked() : bean;
  }

  /** Knows no mapping at all, so that one who asks after all is told so and not something wrong. */
  private static final class Unasked extends HandlerMappingIntrospector {

    @Override
    public void afterPropertiesSet() {}

    @Override
    public Filter createCacheFilter() {
      return (request, response, chain) -> chain.doFilter(request, response);
    }
  }
}
