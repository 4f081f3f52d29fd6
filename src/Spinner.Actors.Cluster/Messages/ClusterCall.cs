using Spinner.Actors.Remote.Wire;

namespace Spinner.Actors.Cluster.Messages;

/// <summary>A question about one name, which finds its owner.</summary>
/// <param name="Id">The same when it is asked again.</param>
/// <param name="Name">The child.</param>
/// <param name="Kind">The manifest of the question.</param>
/// <param name="Body">The question.</param>
sealed record ClusterCall(long Id, string Name, string Kind, byte[] Body) : IClusterWire
{
    /// <exception cref="WireException">It is no question of the wire.</exception>
    public static ClusterCall Of(long id, string name, object question) =>
        new(id, name, WireCatalogue.Questions.ManifestOf(question), WireCatalogue.Questions.Write(question));

    /// <exception cref="WireException">It is none.</exception>
    public object ReadQuestion() => WireCatalogue.Questions.Read(Kind, Body);
}

/// <summary>The owner's answer.</summary>
/// <param name="Id">That of the call.</param>
/// <param name="Kind">The manifest of the answer.</param>
/// <param name="Body">The answer.</param>
sealed record ClusterAnswer(long Id, string Kind, byte[] Body) : IClusterWire
{
    /// <exception cref="WireException">It is no answer of the wire.</exception>
    public static ClusterAnswer Of(long id, object answer) =>
        new(id, WireCatalogue.Answers.ManifestOf(answer), WireCatalogue.Answers.Write(answer));

    /// <exception cref="WireException">It is none.</exception>
    public object ReadAnswer() => WireCatalogue.Answers.Read(Kind, Body);
}
