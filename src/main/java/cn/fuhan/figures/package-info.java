/**
 * Figures (统计): letters by class, department and year, and the rates of the yearly report, for
 * programs, as pages and as a workbook. Leans on web, access, reply, followup, and reads the tables
 * of receipts.
 */
@NullMarked
package cn.fuhan.figures;

import org.jspecify.annotations.NullMarked;
