package cn.fuhan.reply;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A letter at the desk: the draft that staff work on, its findings, and whether it is public. */
@Entity
class Reply extends PanacheEntityBase {

    /** Where a letter stands. Only a published one has a row in {@code publication}. */
    enum State {
        DRAFT,
        PUBLISHED,
        WITHDRAWN
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    String code;

    @Enumerated(EnumType.STRING)
    State state = State.DRAFT;

    @JdbcTypeCode(SqlTypes.JSON)
    Letter draft;

    @JdbcTypeCode(SqlTypes.JSON)
    Findings findings;

    @Column(name = "source_digest")
    byte[] sourceDigest;

    @Nullable String identity;

    @Column(name = "current_revision")
    @Nullable Integer currentRevision;

    @Column(name = "listed_on")
    @Nullable LocalDate listedOn;

    @Column(name = "withdrawn_at")
    @Nullable Instant withdrawnAt;

    @Column(name = "withdrawn_reason")
    @Nullable String withdrawnReason;

    @Version long version;

    @Column(name = "created_at", updatable = false)
    Instant createdAt = Instant.now();

    @Column(name = "updated_at")
    Instant updatedAt = Instant.now();

    void edit(Letter draft, Findings findings) {
        this.draft = draft;
        this.findings = findings;
        identity = Identity.of(draft);
        updatedAt = Instant.now();
    }

    void withdraw(String reason) {
        state = State.WITHDRAWN;
        withdrawnReason = reason;
        withdrawnAt = Instant.now();
        updatedAt = withdrawnAt;
    }

    void publish(int revision, LocalDate listedOn) {
        state = State.PUBLISHED;
        currentRevision = revision;
        this.listedOn = listedOn;
        withdrawnAt = null;
        withdrawnReason = null;
        updatedAt = Instant.now();
    }
}
