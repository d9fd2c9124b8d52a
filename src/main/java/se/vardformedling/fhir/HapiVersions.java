package se.vardformedling.fhir;

import ca.uhn.fhir.jpa.dao.data.IResourceHistoryTableDao;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.model.dao.JpaPidFk;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/**
 * HAPI's table of versions, with the two questions of its reads, searches and updates quickened.
 */
@Configuration(proxyBeanMethods = false)
class HapiVersions {

  @Bean
  @Primary
  IResourceHistoryTableDao quickVersions(
      @Qualifier("IResourceHistoryTableDao") IResourceHistoryTableDao hapi, VersionRows rows) {
    return (IResourceHistoryTableDao)
        Proxy.newProxyInstance(
            HapiVersions.class.getClassLoader(),
            new Class<?>[] {IResourceHistoryTableDao.class},
            (proxy, method, arguments) -> {
              Optional<?> known = ask(rows, method.getName(), arguments);
              return known.isPresent() ? known.get() : call(hapi, method, arguments);
            });
  }

  /** Empty for what is HAPI's to answer. */
  private static Optional<?> ask(VersionRows rows, String question, Object[] arguments) {
    return switch (question) {
      case "findCurrentVersionsByResourcePidsAndFetchResourceTable" ->
          Optional.of(rows.current(numbers((List<?>) arguments[0])));
      case "findForIdAndVersion" ->
          rows.version(((JpaPidFk) arguments[0]).toJpaPid().getId(), (Long) arguments[1]);
      default -> Optional.empty();
    };
  }

  private static List<Long> numbers(List<?> resources) {
    return resources.stream().map(resource -> ((JpaPid) resource).getId()).toList();
  }

  static Object call(Object hapi, Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(hapi, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }
}
