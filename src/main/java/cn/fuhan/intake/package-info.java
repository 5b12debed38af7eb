/**
 * Saved pages, Word documents and text into drafts with findings. Bytes become lines ({@code
 * Decoder}, {@code Page}, {@code Word}), lines become labelled values ({@code Metadata}) and the
 * parts of a letter ({@code Anatomy}, {@code Body}), and those a {@link cn.fuhan.reply.Letter}. It
 * goes by labels and by the letter's own grammar, never by one site's layout, and what can't be
 * read becomes a finding, not an error. {@link cn.fuhan.intake.Inspector} says what is missing and
 * what can't belong, for a fresh draft as for an edited one. Everything here is pure: the same
 * bytes give the same reading. Leans on {@code reply}.
 */
@NullMarked
package cn.fuhan.intake;

import org.jspecify.annotations.NullMarked;
