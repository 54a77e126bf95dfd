import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.h2.mvstore.MVStore;

/**
 * A server for tests that speaks MongoDB's wire protocol and keeps its data in one file:
 * {@code MongoServer PORT FILE}. It prints one line when it listens.
 */
public final class MongoServer {
  private static final Set<String> WRITES =
      Set.of("insert", "update", "delete", "findAndModify", "findandmodify", "create", "createIndexes",
          "drop", "dropDatabase", "dropIndexes");

  /** The oldest version that the driver still talks to. What came with it is nothing that the store uses. */
  private static final class Spoken implements MongoVersion {
    @Override
    public int getWireVersion() {
      return 9;
    }

    @Override
    public List<Integer> getVersionArray() {
      return List.of(4, 4, 0, 0);
    }
  }

  /** Answers a write when it is in the file, so that a killed process has lost nothing it acknowledged. */
  private static final class Durable extends H2Backend {
    Durable(MVStore store) {
      super(store);
    }

    @Override
    public Document handleMessage(MongoMessage message) {
      String command = message.getDocument().keySet().iterator().next();
      if (!WRITES.contains(command)) return super.handleMessage(message);
      // One at a time: a file that is written amid a change would have an index without its document.
      synchronized (this) {
        Document answer = super.handleMessage(message);
        commit();
        return answer;
      }
    }
  }

  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[0]);
    MVStore store = new MVStore.Builder().fileName(arguments[1]).autoCommitDisabled().open();
    // What was replaced may go at once: nothing reads an older version of the file.
    store.setRetentionTime(0);
    Durable backend = new Durable(store);
    backend.version(new Spoken());
    new de.bwaldvogel.mongo.MongoServer(backend).bind(new InetSocketAddress("127.0.0.1", port));
    System.out.println("listening");
  }
}
