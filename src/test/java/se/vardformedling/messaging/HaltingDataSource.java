package se.vardformedling.messaging;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Ends the program, as signal 9 does, right before or right after it commits the transaction that
 * notes a step in the evidence.
 */
final class HaltingDataSource extends DelegatingDataSource {
  private static final int KILLED = 137;
  private final String step;
  private final boolean before;

  HaltingDataSource(DataSource target, String step, boolean before) {
    super(target);
    this.step = step;
    this.before = before;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return proxy(Connection.class, new Watched(super.getConnection()));
  }

  private final class Watched implements InvocationHandler {
    private final Connection connection;
    private final List<Object> noted = new ArrayList<>();

    Watched(Connection connection) {
      this.connection = connection;
    }

    @Override
    public Object invoke(Object self, Method method, Object[] given) throws Throwable {
      boolean commits = method.getName().equals("commit") && noted.contains(step);
      if (commits && before) {
        Runtime.getRuntime().halt(KILLED);
      }
      Object answer = call(connection, method, given);
      if (commits) {
        Runtime.getRuntime().halt(KILLED);
      }
      return answer instanceof PreparedStatement statement
              && String.valueOf(given[0]).contains("into vf.message_evidence")
          ? proxy(PreparedStatement.class, (s, set, values) -> note(statement, set, values))
          : answer;
    }

    private Object note(PreparedStatement statement, Method method, Object[] given)
        throws Throwable {
      if (method.getName().startsWith("set") && given != null && given.length > 1) {
        noted.add(given[1]);
      }
      return call(statement, method, given);
    }
  }

  private static Object call(Object target, Method method, Object[] given) throws Throwable {
    try {
      return method.invoke(target, given);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            HaltingDataSource.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
