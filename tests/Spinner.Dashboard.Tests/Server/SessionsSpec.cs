using Microsoft.Extensions.Time.Testing;
using Spinner.Control.Access;

namespace Spinner.Dashboard.Tests.Server;

public class SessionsSpec
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void A_code_is_good_once()
    {
        var sessions = new Sessions(_clock);
        var (code, _) = sessions.CreateCode(["observe"]);

        var first = sessions.Begin(code);

        Assert.Equal(["observe"], first!.Roles);
        Assert.Null(sessions.Begin(code));
        Assert.Equal(first.Name, sessions.Find(first.Token)!.Name);
    }

    [Fact]
    public void A_code_is_good_for_a_minute()
    {
        var sessions = new Sessions(_clock);
        var (early, _) = sessions.CreateCode(["observe"]);
        _clock.Advance(Sessions.CodeLife - TimeSpan.FromTicks(1));
        Assert.NotNull(sessions.Begin(early));

        var (late, expiresAt) = sessions.CreateCode(["observe"]);
        Assert.Equal(_clock.GetUtcNow() + Sessions.CodeLife, expiresAt);
        _clock.Advance(Sessions.CodeLife);
        Assert.Null(sessions.Begin(late));
    }

    [Fact]
    public void A_session_ends_when_nobody_used_it_for_twelve_hours()
    {
        var sessions = new Sessions(_clock);
        var session = sessions.Begin(sessions.CreateCode(["observe"]).Code)!;
        _clock.Advance(Sessions.IdleLife - TimeSpan.FromTicks(1));
        Assert.NotNull(sessions.Find(session.Token));
        _clock.Advance(Sessions.IdleLife - TimeSpan.FromTicks(1));
        Assert.NotNull(sessions.Find(session.Token));

        _clock.Advance(Sessions.IdleLife);

        Assert.Null(sessions.Find(session.Token));
        Assert.Empty(sessions.List());
    }

    [Fact]
    public void A_session_is_ended_by_its_name_and_no_other_is()
    {
        var sessions = new Sessions(_clock);
        var (one, other) = (sessions.Begin(sessions.CreateCode(["observe"]).Code)!, sessions.Begin(sessions.CreateCode(["define"]).Code)!);

        Assert.True(sessions.End(one.Name));

        Assert.False(sessions.End(one.Name));
        Assert.Null(sessions.Find(one.Token));
        Assert.NotNull(sessions.Find(other.Token));
        Assert.Null(sessions.Find("no token"));
    }
}
