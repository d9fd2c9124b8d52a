package se.vardformedling.fhir;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/**
 * Says before the first bean is made that no more will be declared. Spring says so itself only
 * after the web server has started, which makes HAPI's thousand beans: until then it looks through
 * all of them for every single dependency, a quarter of the start's time.
 */
@Component
class FrozenBeans implements BeanFactoryPostProcessor, Ordered {

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    beans.freezeConfiguration();
  }

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
