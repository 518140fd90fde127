import com.thaiopensource.util.PropertyMapBuilder;
import com.thaiopensource.validate.ValidateProperty;
import com.thaiopensource.validate.ValidationDriver;
import com.thaiopensource.validate.prop.rng.RngProperty;
import com.thaiopensource.xml.sax.ErrorHandlerImpl;
import java.io.ByteArrayInputStream;
import java.io.OutputStreamWriter;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.xml.sax.InputSource;

/** Validate the same documents with jing again and again: {@code JingRounds SCHEMA ROUNDS LIST}.
 *
 * Prints the CPU seconds of the main thread for each round, the loading of the schema first.
 * LIST is a file with one path on each line.
 */
public class JingRounds {
  public static void main(String[] args) throws Exception {
    var clock = ManagementFactory.getThreadMXBean();
    var properties = new PropertyMapBuilder();
    var errors = new OutputStreamWriter(System.err, StandardCharsets.UTF_8);
    properties.put(ValidateProperty.ERROR_HANDLER, new ErrorHandlerImpl(errors));
    long start = clock.getCurrentThreadCpuTime();
    var driver = new ValidationDriver(properties.toPropertyMap());
    driver.loadSchema(ValidationDriver.fileInputSource(new File(args[0])));
    System.out.println((clock.getCurrentThreadCpuTime() - start) / 1e9);
    List<byte[]> documents = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(args[2]))) {
      documents.add(Files.readAllBytes(Path.of(line)));
    }
    for (int round = 0; round < Integer.parseInt(args[1]); round++) {
      start = clock.getCurrentThreadCpuTime();
      for (byte[] document : documents) {
        var source = new InputSource(new ByteArrayInputStream(document));
        source.setSystemId("document.xml");
        driver.validate(source);
      }
      System.out.println((clock.getCurrentThreadCpuTime() - start) / 1e9);
    }
  }
}
