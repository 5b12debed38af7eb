package cn.fuhan.bench;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;

@Path("/api/v1/replies")
public class LetterResource {

    @GET
    @Path("{code}")
    public Uni<Letter> get(String code) {
        return Letter.<Letter>findById(code).onItem().ifNull().failWith(NotFoundException::new);
    }
}
