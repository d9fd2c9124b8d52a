package se.vardformedling.fhir;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * {@code near} by great circle: HAPI alone takes a box, whose corners are 40 % farther away than
 * was asked for.
 */
@Component
class Near {
  private static final Pattern PLACE =
      Pattern.compile(
          "(-?\\d{1,2}(?:\\.\\d{1,15})?)\\|(-?\\d{1,3}(?:\\.\\d{1,15})?)"
              + "(?:\\|(\\d{1,5}(?:\\.\\d{1,6})?)(?:\\|(km|m)?)?)?");

  /** FHIR leaves the default to the server; a county's width. */
  private static final double DEFAULT_KM = 50;

  private static final Map<String, Double> IN_KM = Map.of("km", 1.0, "m", 0.001);

  private static final String WITHIN =
      """
      select fhir_id
        from (select r.fhir_id, 2 * 6371.0088 * asin(least(1, sqrt(
                       power(sin(radians(c.sp_latitude - :latitude) / 2), 2)
                       + cos(radians(:latitude)) * cos(radians(c.sp_latitude))
                         * power(sin(radians(c.sp_longitude - :longitude) / 2), 2)))) as km
                from hapi.hfj_spidx_coords c join hapi.hfj_resource r on r.res_id = c.res_id
               where c.sp_name = 'near' and c.res_type = 'Location') place
       where km <= :km
       order by km, fhir_id
      """;

  private final JdbcClient sql;

  Near(JdbcClient sql) {
    this.sql = sql;
  }

  /** Ids of the Locations inside the circle; never empty, so that it can stand in a query. */
  List<String> locations(String near) {
    List<String> ids = nearest(near);
    return ids.isEmpty() ? List.of("none-is-near") : ids;
  }

  /** Ids of the Locations inside the circle, the nearest first. */
  List<String> nearest(String near) {
    Matcher place = PLACE.matcher(near);
    if (!place.matches()) {
      throw Problem.BAD_PARAMETER.at("near", "latitude|longitude|distance|km");
    }
    double latitude = Double.parseDouble(place.group(1));
    double longitude = Double.parseDouble(place.group(2));
    if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
      throw Problem.BAD_PARAMETER.at("near", "outside the earth");
    }
    String unit = place.group(4) == null ? "km" : place.group(4).toLowerCase(Locale.ROOT);
    double km =
        place.group(3) == null
            ? DEFAULT_KM
            : Double.parseDouble(place.group(3)) * IN_KM.getOrDefault(unit, 1.0);
    return sql.sql(WITHIN)
        .param("latitude", latitude)
        .param("longitude", longitude)
        .param("km", km)
        .query(String.class)
        .list();
  }
}
