/**
 * The audit (审计): who did what to which letter, receipt or account, when, from where. What is done
 * and its entry are one transaction; the database refuses to change or remove an entry (V7). Leans
 * on {@code web}.
 */
@NullMarked
package cn.fuhan.audit;

import org.jspecify.annotations.NullMarked;
