using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Spinner.Actors.Tests.Telemetry;

/// <summary>Hears what one spinner measures. The meter is the process's, and other tests run beside this one.</summary>
sealed class Meters : IDisposable
{
    private readonly string _spinner;
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Instrument, double Value, string Tags)> _heard = new();

    public Meters(string spinner)
    {
        _spinner = spinner;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name != SpinnerTelemetry.Name) return;
            Units[instrument.Name] = instrument.Unit;
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((i, v, tags, _) => Hear(i, v, tags));
        _listener.SetMeasurementEventCallback<long>((i, v, tags, _) => Hear(i, v, tags));
        _listener.SetMeasurementEventCallback<double>((i, v, tags, _) => Hear(i, v, tags));
        _listener.Start();
    }

    public ConcurrentDictionary<string, string?> Units { get; } = new();

    public IEnumerable<(double Value, string Tags)> Of(string instrument) => _heard.Where(h => h.Instrument == instrument).Select(h => (h.Value, h.Tags));

    public void Observe() => _listener.RecordObservableInstruments();

    public void Dispose() => _listener.Dispose();

    private void Hear(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var all = tags.ToArray();
        if (all.Any(t => t.Key == "spinner.name" && (string?)t.Value == _spinner))
            _heard.Enqueue((instrument.Name, value, string.Join(' ', all.Where(t => t.Key != "spinner.name").Select(t => $"{t.Key}={t.Value}"))));
    }
}
