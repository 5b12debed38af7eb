package cn.fuhan.bench;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A letter as an entity, the way a guide would have it: columns, and JSON for what has lists. */
@Entity
@Table(schema = "peer")
public class Letter extends PanacheEntityBase {

    public record Proposal(String number, String session, String title, List<String> proposers) {}

    public record Section(String heading, List<String> paragraphs) {}

    public record Content(
            Proposal proposal,
            List<String> addressees,
            List<String> coHandlers,
            List<String> topics,
            List<Section> sections) {}

    @Id public String code;
    public String kind;
    public String title;

    @Column(name = "document_number")
    public String documentNumber;

    @Column(name = "index_number")
    public String indexNumber;

    public String department;
    public String genre;
    public String outcome;
    public String disclosure;

    @Column(name = "letter_date")
    public LocalDate letterDate;

    @Column(name = "issued_on")
    public LocalDate issuedOn;

    @Column(name = "published_on")
    public LocalDate publishedOn;

    @Column(name = "signed_off_by")
    public String signedOffBy;

    public String opening;
    public String closing;
    public String signature;

    /** One column, since Hibernate Reactive reads JSON objects and not arrays. */
    @JdbcTypeCode(SqlTypes.JSON)
    public Content content;
}
