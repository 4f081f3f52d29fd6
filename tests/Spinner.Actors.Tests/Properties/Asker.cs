using Spinner.Actors.Children;
using Spinner.Actors.Signals;
using Spinner.Actors.Uses;

namespace Spinner.Actors.Tests.Properties;

/// <summary>Somebody who asked the spinner something. Counts the answers.</summary>
/// <param name="world">Judges the answer.</param>
/// <param name="asked">The command.</param>
/// <param name="program">The program asked for; null: none.</param>
/// <param name="sent">The how-manieth command of the sequence it is.</param>
/// <param name="inner">The waiter a facade would have used.</param>
sealed class Asker(World world, object asked, string? program, int sent, Waiter inner) : Waiter
{
    public object Asked { get; } = asked;

    public string? Program { get; } = program;

    public int Sent { get; } = sent;

    public Waiter Inner { get; } = inner;

    public ISpinnerReply? Reply { get; private set; }

    public bool IsCancelled { get; set; }

    /// <summary>The spinner has taken note of the cancellation: an answer now is one to nobody.</summary>
    public bool IsForgotten { get; set; }

    /// <summary>Who is to hold the child.</summary>
    public Holder? By { get; init; }

    /// <summary>It has let go of what it asked for: an answer takes no lease.</summary>
    public bool HasLetGo { get; set; }

    /// <summary>It asked when the drain had reached the child already.</summary>
    public bool CameAfterDrain { get; init; }

    public bool WantsStart => Asked is StartChild or RestartChild;

    public bool Waits => Reply is null && !IsCancelled;

    protected override void Deliver(ISpinnerReply reply, LaunchGate? gate)
    {
        if (Reply is not null) world.Broken($"{this} is answered twice: {Reply}, then {reply}");
        else if (IsForgotten) world.Broken($"{this} gave up and is answered later: {reply}");
        Reply = reply;
        world.Judge(this, reply);
        Inner.Answer(reply, gate);
        if (Inner is UseWaiter { Task: { IsCompletedSuccessfully: true } done } && done.Result.Use != default) world.Keep(done.Result.Use);
    }

    public override string ToString() => $"{Asked.GetType().Name} {Sent}";
}
