package se.vardformedling.messaging.discovery;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** A small name server of ours, which knows what a test tells it. */
class NameServer implements AutoCloseable {
  private final DatagramSocket socket;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final List<Record> records = new CopyOnWriteArrayList<>();

  NameServer() throws IOException {
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    thread.submit(this::serve);
  }

  String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  void add(String name, int order, String service, String expression) throws IOException {
    records.add(
        new NAPTRRecord(
            Name.fromString(name + "."),
            DClass.IN,
            60,
            order,
            10,
            "U",
            service,
            expression,
            Name.root));
  }

  private void serve() {
    byte[] bytes = new byte[4096];
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
        socket.receive(packet);
        Message asked = new Message(Arrays.copyOf(bytes, packet.getLength()));
        byte[] answer = answer(asked).toWire();
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (IOException e) {
        // Closed, or no question; the next may be one.
      }
    }
  }

  private Message answer(Message asked) {
    Record question = asked.getQuestion();
    Message answer = new Message(asked.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.addRecord(question, Section.QUESTION);
    List<Record> found =
        records.stream().filter(record -> record.getName().equals(question.getName())).toList();
    answer.getHeader().setRcode(found.isEmpty() ? Rcode.NXDOMAIN : Rcode.NOERROR);
    found.forEach(record -> answer.addRecord(record, Section.ANSWER));
    return answer;
  }

  @Override
  public void close() {
    socket.close();
    thread.shutdownNow();
  }
}
