/**
 * The reply letter (复函): draft, revisions, publication, the public API and pages, QR codes. Leans
 * on web, access, audit, search, seal.
 *
 * <p>What readers get are copies: {@code Copyist} makes them, {@code Publishing} has them stored
 * with the revision ({@code StoredCopies}), {@code Copies} keeps them in memory until {@code
 * Notices} hears of a publication, and {@code LetterCopies} and {@code ListCopies} answer with
 * them.
 */
@NullMarked
package cn.fuhan.reply;

import org.jspecify.annotations.NullMarked;
