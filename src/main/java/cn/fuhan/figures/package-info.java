/**
 * Figures (统计): letters by class, department and year, and the rates of the yearly report, for
 * programs, as pages and as a workbook. Leans on web, audit, access, reply, receipt and followup.
 */
@NullMarked
package cn.fuhan.figures;

import org.jspecify.annotations.NullMarked;
