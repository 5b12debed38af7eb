package cn.fuhan.access;

import cn.fuhan.web.Problem;
import cn.fuhan.web.ProblemType;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Staff call the API with a local account, by HTTP Basic. */
@Singleton
class StaffLogin implements IdentityProvider<UsernamePasswordAuthenticationRequest> {

    private final Passwords passwords;

    StaffLogin(Passwords passwords) {
        this.passwords = passwords;
    }

    @Override
    public Class<UsernamePasswordAuthenticationRequest> getRequestType() {
        return UsernamePasswordAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            UsernamePasswordAuthenticationRequest request, AuthenticationRequestContext context) {
        return passwords
                .check(request.getUsername(), new String(request.getPassword().getPassword()))
                .onFailure(StaffLogin::isWrong)
                .transform(e -> new AuthenticationFailedException())
                .map(
                        known -> {
                            FirstPassword.require(
                                    known.mustChange(),
                                    HttpSecurityUtils.getRoutingContextAttribute(request));
                            return known.staff().identity();
                        });
    }

    private static boolean isWrong(Throwable e) {
        return e instanceof Problem problem && problem.type() == ProblemType.LOGIN_REQUIRED;
    }
}
