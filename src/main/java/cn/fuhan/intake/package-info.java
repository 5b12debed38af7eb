/** Saved pages, Word documents and text into drafts with findings. Leans on {@code reply}. */
@NullMarked
package cn.fuhan.intake;

import org.jspecify.annotations.NullMarked;
