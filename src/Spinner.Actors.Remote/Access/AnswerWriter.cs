using Akka.Actor;

namespace Spinner.Actors.Remote.Access;

/// <summary>Sends answers to the client of a session. Safe for concurrent use; what one caller sends arrives in its order.</summary>
sealed class AnswerWriter(SessionCard card, IActorRef session, int maxBody)
{
    public void Send(long to, object answer)
    {
        var kind = WireCatalogue.Answers.ManifestOf(answer);
        var body = WireCatalogue.Answers.Write(answer);
        if (body.Length > maxBody)
        {
            var why = $"The answer, {kind}, has {body.Length} bytes; max-message of the server leaves room for {maxBody}.";
            Send(to, new Failed(RemoteFailure.TooLarge, why));
            return;
        }
        card.Client.Tell(new Answer(card.Id, to, kind, body), session);
    }
}
