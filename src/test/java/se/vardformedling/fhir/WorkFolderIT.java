package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import se.vardformedling.NodeIT;

@NodeIT
class WorkFolderIT {
  @Autowired private ServletWebServerApplicationContext node;
  @Autowired private WorkFolder work;

  @Test
  void tomcat_writes_to_the_work_folder_of_the_nodes_own_data() {
    TomcatWebServer server = (TomcatWebServer) node.getWebServer();

    assertThat(server.getTomcat().getServer().getCatalinaBase().toPath())
        .isEqualTo(work.of("tomcat"))
        .startsWith(Path.of("target/it").toAbsolutePath())
        .endsWith(Path.of("work/tomcat"));
  }
}
