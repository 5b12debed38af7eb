/** Who is calling: staff accounts, roles, failed attempts. Leans on {@code web}. */
@NullMarked
package cn.fuhan.access;

import org.jspecify.annotations.NullMarked;
