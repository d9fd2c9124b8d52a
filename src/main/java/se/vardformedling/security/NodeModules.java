package se.vardformedling.security;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.util.ClassUtils;
import se.vardformedling.fhir.NodeRole;

/** Leaves out the modules of the other kind of node, as their packages say. */
final class NodeModules extends TypeExcludeFilter {
  private static final String OURS = "se.vardformedling";

  private final String others;
  private final Map<String, Boolean> leftOut = new ConcurrentHashMap<>();

  NodeModules(NodeRole role) {
    this.others = (role == NodeRole.NATIONAL ? RegionalNode.class : NationalNode.class).getName();
  }

  @Override
  public boolean match(MetadataReader found, MetadataReaderFactory reading) {
    return leftOut(ClassUtils.getPackageName(found.getClassMetadata().getClassName()), reading);
  }

  private boolean leftOut(String name, MetadataReaderFactory reading) {
    if (!name.startsWith(OURS + ".")) {
      return false;
    }
    Boolean known = leftOut.get(name);
    if (known == null) {
      known = says(name, reading) || leftOut(ClassUtils.getPackageName(name), reading);
      leftOut.put(name, known);
    }
    return known;
  }

  private boolean says(String name, MetadataReaderFactory reading) {
    try {
      return reading
          .getMetadataReader(name + ".package-info")
          .getAnnotationMetadata()
          .hasAnnotation(others);
    } catch (IOException withoutOne) {
      return false;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NodeModules modules && modules.others.equals(others);
  }

  @Override
  public int hashCode() {
    return others.hashCode();
  }
}
