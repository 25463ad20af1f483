using Bunraku.Core.Errors;

namespace Bunraku.Studio.Security;

/// <summary>Who looks at a page: somebody at the machine that runs Studio, or somebody of its network.</summary>
internal sealed class Visitor(StudioOptions? options)
{
    /// <summary>What a visitor of the network reads in place of what is not for them.</summary>
    public static Phrase Advice { get; } = Phrase.Of("This part works only on the computer that runs Studio. To open it to the network too, start Studio with --trust-lan.");

    /// <summary>Whether it may open folders, train and download. As long as nothing is known of it, only where Studio listens to its own machine alone.</summary>
    public bool IsTrusted { get; private set; } = options is null || options.TrustsNetwork || !AccessKey.IsOpenToOthers(options);

    /// <summary>Notes where the page was asked for from.</summary>
    public void Arrive(bool isHere) => IsTrusted |= isHere;
}
