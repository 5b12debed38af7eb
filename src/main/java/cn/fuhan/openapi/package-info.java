/**
 * The OpenAPI document as it is kept and served. How it is made is a matter of the tests, in the
 * package of the same name: of the annotations beside the code, and of what the service answered.
 * Leans on {@code web}, for copies.
 */
@NullMarked
package cn.fuhan.openapi;

import org.jspecify.annotations.NullMarked;
