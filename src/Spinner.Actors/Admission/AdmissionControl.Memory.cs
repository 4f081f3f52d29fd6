using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Capacity;

namespace Spinner.Actors.Admission;

// What was learned outlives the spinner, and the machine may be short of memory whatever the budget says.
sealed partial class AdmissionControl
{
    private const double MostPressure = 10;     // percent of the last 10 s
    private const double LeastAvailable = 0.05;
    private static readonly TimeSpan SavesEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FeelsEvery = TimeSpan.FromSeconds(5);

    private sealed record Remembered(CostText? Text, string? Wrong) : ILocalSignal;

    private sealed record Felt(double? Pressure, double? Available) : ILocalSignal;

    private bool _remembers;            // the file was read, or cannot be
    private readonly Lock _saving = new();
    private bool _cannotSave;           // and somebody was told
    private bool _feelsNothing;
    private string? _pressure;          // why nothing new is let in

    /// <summary>There is a budget.</summary>
    private void BeginLearning()
    {
        Remember();
        if (!_alarms.IsArmed(Alarm.Feel)) Feel();
    }

    private void Remember()
    {
        if (_costFile is null || _remembers) return;
        _remembers = true;
        var (self, path) = (Self, _costFile);
        _beside(() => self.Tell(Read(path), ActorRefs.NoSender));
        _alarms.Arm(Alarm.Save, SavesEvery);
    }

    private static Remembered Read(string path)
    {
        try
        {
            return new Remembered(CostFile.Read(path), null);
        }
        catch (Exception wrong) when (wrong is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return new Remembered(null, wrong.Message);
        }
    }

    private void Hear(Remembered remembered)
    {
        if (remembered.Text is { } text) CostFile.Restore(text, _costs, _clock);
        if (remembered.Wrong is { } wrong) _log.Warning("What was learned of children before cannot be read from {File}, and is learned anew: {Why}", _costFile, wrong);
        Decide();
    }

    private void SaveLater()
    {
        NoteServing();
        var (text, path) = (CostFile.TextOf(_costs, _clock.GetUtcNow()), _costFile!);
        _beside(() => Save(path, text));
        _alarms.Arm(Alarm.Save, SavesEvery);
    }

    /// <summary>The last time; whatever is not written when it returns would be lost.</summary>
    private void SaveNow()
    {
        if (!_remembers) return;
        // The children may be gone before.
        _costs.Refresh();
        Save(_costFile!, CostFile.TextOf(_costs, _clock.GetUtcNow()));
    }

    private void Save(string path, CostText text)
    {
        lock (_saving)
        {
            try
            {
                CostFile.Write(path, text);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                if (!_cannotSave) _log.Warning("What is learned of children cannot be written to {File}: {Why}", path, refused.Message);
                _cannotSave = true;
            }
        }
    }

    private void Feel()
    {
        if (Budget is null)
        {
            (_pressure, _feelsNothing) = (null, false);
            return;
        }
        var (self, machine) = (Self, _machine);
        _beside(() => self.Tell(new Felt(machine.Pressure(), machine.Available()), ActorRefs.NoSender));
        _alarms.Arm(Alarm.Feel, FeelsEvery);
    }

    private void Hear(Felt felt)
    {
        if (felt.Pressure is null && !_feelsNothing) _log.Info("The kernel tells nothing of memory pressure (PSI), so a budget is kept without it");
        _feelsNothing = felt.Pressure is null;
        _pressure = felt switch
        {
            { Pressure: > MostPressure and var percent } => FormattableString.Invariant($"the machine is short of memory, processes waited for it {percent:0.#} % of the time"),
            { Available: < LeastAvailable and var share } => FormattableString.Invariant($"the machine is short of memory, {share * 100:0.#} % are available"),
            _ => null,
        };
        if (_pressure is not null) Relieve();
        Decide();
    }

    /// <summary>One goes, whoever costs least to have gone; the next look shows whether that was enough.</summary>
    private void Relieve()
    {
        var children = Occupants();
        var one = new RoomLimit(children.Count(c => c.Stay != Stay.Leaving) - 1, static _ => 1);
        MakeRoom(children, null, RoomPlan.For(children, null, [one], _worth), "pressure");
    }
}
