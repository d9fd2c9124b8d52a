package se.vardformedling.hvo;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the national catalogue is.
 *
 * @param url its FHIR R5 base ({@code VF_CATALOGUE_URL}); without one nothing is read
 * @param token a bearer token for it ({@code VF_CATALOGUE_TOKEN}); none unless set
 * @param every how often its changes are asked for
 * @param wholeEvery how often all of it is read, so that what is left out ends here
 * @param count resources a page
 * @param mostEnded the largest share, in per cent, that may end without somebody's consent
 */
@ConfigurationProperties("vf.catalogue")
record CatalogueSettings(
    @DefaultValue("") String url,
    @DefaultValue("") String token,
    @DefaultValue("15m") Duration every,
    @DefaultValue("24h") Duration wholeEvery,
    @DefaultValue("200") int count,
    @DefaultValue("20") int mostEnded) {}
