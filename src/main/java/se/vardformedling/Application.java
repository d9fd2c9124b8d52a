package se.vardformedling;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.modulith.Modulithic;
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
@Modulithic
@SpringBootConfiguration
@ImportAutoConfiguration // those named in META-INF/spring/se.vardformedling.Application.imports
@ComponentScan(
    excludeFilters =
        @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class))
@ConfigurationPropertiesScan
public class Application {
  public static void main(String[] args) {
    if (Commands.known(args)) {
      System.exit(Commands.run(Application.class, args));
    }
    SpringApplication.run(Application.class, args);
  }
}
