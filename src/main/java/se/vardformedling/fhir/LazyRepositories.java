package se.vardformedling.fhir;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.ContextAnnotationAutowireCandidateResolver;
import org.springframework.core.Ordered;
import org.springframework.data.envers.repository.support.EnversRevisionRepositoryFactoryBean;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Component;

/**
 * HAPI's forty repositories are made when they are first asked something. Each has its questions
 * parsed when it is made, an eighth of the start's time, and most of them are never asked here.
 */
@Component
class LazyRepositories implements BeanFactoryPostProcessor, Ordered {

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    for (String name : beans.getBeanDefinitionNames()) {
      BeanDefinition bean = beans.getBeanDefinition(name);
      if (EnversRevisionRepositoryFactoryBean.class.getName().equals(bean.getBeanClassName())) {
        bean.getPropertyValues().add("lazyInit", true);
        bean.setLazyInit(true);
      }
    }
    if (beans instanceof DefaultListableBeanFactory factory) {
      factory.setAutowireCandidateResolver(new OnDemand());
    }
    beans.clearMetadataCache();
  }

  /** Before the beans are frozen. */
  @Override
  public int getOrder() {
    return 0;
  }

  /** Whoever asks for a repository is given what fetches it at the first question. */
  private static final class OnDemand extends ContextAnnotationAutowireCandidateResolver {

    @Override
    protected boolean isLazy(DependencyDescriptor wanted) {
      return Repository.class.isAssignableFrom(wanted.getDependencyType()) || super.isLazy(wanted);
    }
  }
}
