/**
 * Who is calling: staff accounts, roles, failed attempts. Leans on {@code web} and {@code audit}.
 */
@NullMarked
package cn.fuhan.access;

import org.jspecify.annotations.NullMarked;
