using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Spinner.Actors;

namespace Spinner.Control.Routes;

/// <summary>The meter <c>Spinner.Actors</c> as Prometheus reads it. Safe for concurrent use.</summary>
sealed class MetricsText : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private static readonly double[] NoBounds = [];

    private readonly Lock _lock = new();
    private readonly MeterListener _listener = new();
    private readonly SortedDictionary<string, Family> _families = new(StringComparer.Ordinal);

    public MetricsText()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == SpinnerTelemetry.Name) listener.EnableMeasurementEvents(instrument, Add(instrument));
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, family) => Record(family, value, tags));
        _listener.Start();
    }

    /// <summary>All there is now.</summary>
    public string Write()
    {
        lock (_lock)
        {
            foreach (var family in _families.Values) family.Clear();
            _listener.RecordObservableInstruments();
            var text = new StringBuilder();
            foreach (var family in _families.Values) family.Write(text);
            return text.ToString();
        }
    }

    public void Dispose() => _listener.Dispose();

    private Family Add(Instrument instrument)
    {
        var bounds = (instrument as Instrument<double>)?.Advice?.HistogramBucketBoundaries?.ToArray() ?? NoBounds;
        var isCounter = instrument is Counter<long>;
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        var name = instrument.Name.Replace('.', '_') + unit + (isCounter ? "_total" : "");
        var family = new Family(name, instrument.Description ?? "", isCounter ? "counter" : bounds.Length > 0 ? "histogram" : "gauge", bounds);
        lock (_lock) _families[name] = family;
        return family;
    }

    private void Record(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new StringBuilder();
        foreach (var (name, tag) in tags) labels.Append(labels.Length > 0 ? "," : "").Append(name.Replace('.',
            '_')).Append("=\"").Append(Escape(tag)).Append('"');
        lock (_lock) ((Family)family!).Record(labels.ToString(), value);
    }

    private static string Escape(object? value) => (Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n",
            StringComparison.Ordinal);

    /// <summary>One instrument.</summary>
    private sealed class Family(string name, string help, string kind, double[] bounds)
    {
        private readonly SortedDictionary<string, (double Sum, long[] Counts)> _series = new(StringComparer.Ordinal);

        public void Clear()
        {
            if (kind == "gauge") _series.Clear();
        }

        public void Record(string labels, double value)
        {
            if (!_series.TryGetValue(labels, out var series)) series = (0, new long[bounds.Length + 1]);
            if (kind == "histogram") series.Counts[bounds.TakeWhile(b => value > b).Count()]++;
            _series[labels] = (kind == "gauge" ? value : series.Sum + value, series.Counts);
        }

        public void Write(StringBuilder text)
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {kind}\n");
            foreach (var (labels, (sum, counts)) in _series)
            {
                if (kind == "histogram") WriteBuckets(text, labels, sum, counts);
                else text.Append(CultureInfo.InvariantCulture, $"{name}{(labels.Length > 0 ? $"{{{labels}}}" : "")} {sum}\n");
            }
        }

        private void WriteBuckets(StringBuilder text, string labels, double sum, long[] counts)
        {
            var total = 0L;
            for (var i = 0; i < counts.Length; i++)
            {
                total += counts[i];
                var bound = i < bounds.Length ? bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
                text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{labels},le=\"{bound}\"}} {total}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"{name}_sum{{{labels}}} {sum}\n{name}_count{{{labels}}} {total}\n");
        }
    }
}
