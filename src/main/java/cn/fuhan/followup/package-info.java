/**
 * What follows from an assigned proposal (提案办理): its deadlines and warnings, co-handlers' opinions,
 * how its answer is published, what it promised, and the re-handling of what a proposer is not
 * satisfied with. Leans on web, audit, access, calendar, outbox, reply, and reads the tables of
 * receipts.
 */
@NullMarked
package cn.fuhan.followup;

import org.jspecify.annotations.NullMarked;
