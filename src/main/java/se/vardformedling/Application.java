package se.vardformedling;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.data.elasticsearch.ElasticsearchDataAutoConfiguration;
import org.springframework.boot.autoconfigure.data.elasticsearch.ElasticsearchRepositoriesAutoConfiguration;
import org.springframework.boot.autoconfigure.data.jpa.JpaRepositoriesAutoConfiguration;
import org.springframework.boot.autoconfigure.elasticsearch.ElasticsearchClientAutoConfiguration;
import org.springframework.boot.autoconfigure.elasticsearch.ElasticsearchRestClientAutoConfiguration;
import org.springframework.boot.autoconfigure.graphql.GraphQlAutoConfiguration;
import org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration;
import org.springframework.boot.autoconfigure.quartz.QuartzAutoConfiguration;
import org.springframework.boot.autoconfigure.security.oauth2.server.servlet.OAuth2AuthorizationServerAutoConfiguration;
import org.springframework.boot.autoconfigure.security.oauth2.server.servlet.OAuth2AuthorizationServerJwtAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import se.vardformedling.cli.Commands;

/**
 * Vårdförmedling, one program for two kinds of node. The modules, in the order a case meets them:
 *
 * <pre>
 * identifier timer fhir security audit        platform: values, storage, who may, who did
 * paper                                       pages as PDF
 * notification                                who wants to be told
 * terminology disclosure                      what a code means, which figures may be told
 * messaging                                   regional nodes: documents to another provider
 * catalogue agreement waitingtime capacity    what exists: who, on what terms, how soon, how much
 * search referral                             the work: find a provider, run the case
 * carerelation brokering                      regional nodes: whose is it, what the national node says
 * enclosure handover                          regional nodes: which documents go, did they arrive
 * outreach                                    regional nodes: whom to call before a limit is broken
 * collaboration                               what two parties agree on before they work together
 * imports hvo snapshot                        files and the national catalogue in, the whole out
 * web cli issuer demo                         doors; nothing depends on them
 * </pre>
 */
@SpringBootApplication(
    exclude = {
      // HAPI brings its own entity manager, repositories and scheduler.
      HibernateJpaAutoConfiguration.class,
      JpaRepositoriesAutoConfiguration.class,
      QuartzAutoConfiguration.class,
      // On HAPI's class path, not ours to use.
      ElasticsearchDataAutoConfiguration.class,
      ElasticsearchRepositoriesAutoConfiguration.class,
      ElasticsearchClientAutoConfiguration.class,
      ElasticsearchRestClientAutoConfiguration.class,
      GraphQlAutoConfiguration.class,
      // The demo's issuer says itself what it is; outside the demo there is none.
      OAuth2AuthorizationServerAutoConfiguration.class,
      OAuth2AuthorizationServerJwtAutoConfiguration.class
    })
@ConfigurationPropertiesScan
public class Application {
  public static void main(String[] args) {
    if (Commands.known(args)) {
      System.exit(Commands.run(Application.class, args));
    }
    SpringApplication.run(Application.class, args);
  }
}
