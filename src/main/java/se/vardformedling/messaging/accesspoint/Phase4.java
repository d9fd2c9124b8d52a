package se.vardformedling.messaging.accesspoint;

import com.helger.base.state.EContinue;
import com.helger.phase4.duplicate.AS4DuplicateManagerInMemory;
import com.helger.phase4.duplicate.IAS4DuplicateManager;
import com.helger.phase4.mgr.AS4ManagerFactoryInMemory;
import com.helger.phase4.mgr.MetaAS4Manager;
import com.helger.phase4.model.pmode.IPModeIDProvider;
import com.helger.phase4.profile.AS4Profile;
import com.helger.phase4.profile.AS4ProfileManager;
import com.helger.phase4.profile.IAS4ProfileManager;
import com.helger.phase4.util.AS4ResourceHelper;
import com.helger.scope.mgr.ScopeManager;
import com.helger.xml.EXMLParserFeature;
import com.helger.xml.serialize.read.DOMReaderDefaultSettings;
import java.nio.file.Path;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.vardformedling.messaging.sdk.Xml;

/**
 * phase4, set up once for the program. It keeps nothing between requests: what has come and gone is
 * in our tables, and a transfer that comes again is answered with a receipt like the first.
 */
final class Phase4 {
  private static final Logger log = LoggerFactory.getLogger(Phase4.class);
  static final String PROFILE = "vardformedling";

  /** Of those who use it; what it has to put on disk goes to the first. */
  private static final List<Path> FOLDERS = new ArrayList<>();

  private Phase4() {}

  static synchronized void start(Path folder) {
    FOLDERS.add(folder);
    AS4ResourceHelper.setTempDir(FOLDERS.get(0).toFile());
    if (FOLDERS.size() > 1) {
      return;
    }
    Xml.prepare();
    provider();
    // A SOAP message has no document type, and entities only make it larger.
    DOMReaderDefaultSettings.setFeatureValue(EXMLParserFeature.DISALLOW_DOCTYPE_DECL, true);
    System.setProperty("phase4.manager.inmemory", "true");
    MetaAS4Manager.setFactory(new Forgetful());
    ScopeManager.onGlobalBegin("vardformedling");
    MetaAS4Manager.getInstance();
  }

  /** JDKs before 21 need minutes for 30 MB of AES-GCM (JDK-8298249); Bouncy Castle seconds. */
  private static void provider() {
    if (Runtime.version().feature() < 21) {
      Security.insertProviderAt(new BouncyCastleProvider(), 1);
    }
    log.info("Messages are encrypted by {}", Security.getProviders()[0].getInfo());
  }

  static synchronized void stop(Path folder) {
    FOLDERS.remove(folder);
    if (FOLDERS.isEmpty()) {
      ScopeManager.onGlobalEnd();
    } else {
      AS4ResourceHelper.setTempDir(FOLDERS.get(0).toFile());
    }
  }

  private static final class Forgetful extends AS4ManagerFactoryInMemory {
    @Override
    public IAS4DuplicateManager createDuplicateManager() {
      return new AS4DuplicateManagerInMemory() {
        @Override
        public EContinue registerAndCheck(
            @Nullable String messageId, @Nullable String profileId, @Nullable String modeId) {
          return EContinue.CONTINUE;
        }
      };
    }

    @Override
    public IAS4ProfileManager createProfileManager() {
      AS4ProfileManager profiles = new AS4ProfileManager();
      profiles.registerProfile(
          new AS4Profile(
              PROFILE,
              "SDK",
              () -> null,
              (initiator, responder, address) -> null,
              IPModeIDProvider.DEFAULT_DYNAMIC,
              false,
              false));
      return profiles;
    }
  }
}
