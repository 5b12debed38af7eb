/**
 * What must reach the outside at least once: put into the transaction that it tells of, delivered
 * afterwards, by whichever replica gets to it, until it is delivered or given up. Leans on {@code
 * web} and {@code audit}.
 */
@NullMarked
package cn.fuhan.outbox;

import org.jspecify.annotations.NullMarked;
