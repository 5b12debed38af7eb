/**
 * What follows from an assigned proposal (提案办理): its deadlines and warnings, co-handlers' opinions,
 * how its answer is published. Leans on web, access, calendar, and reads the tables of letters and
 * receipts.
 */
@NullMarked
package cn.fuhan.followup;

import org.jspecify.annotations.NullMarked;
