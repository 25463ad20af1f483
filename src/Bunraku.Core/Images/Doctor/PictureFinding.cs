namespace Bunraku.Core.Images.Doctor;

/// <summary>One thing that is to be said about a picture.</summary>
/// <param name="Fault">What kind of thing.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">One sentence with numbers: what is wrong.</param>
/// <param name="Remedy">How it is fixed here, one sentence; null where that cannot be done here.</param>
/// <param name="Advice">What the user can do instead where there is no remedy; else null.</param>
public sealed record PictureFinding(PictureFault Fault, FindingSeverity Severity, string Message, string? Remedy, string? Advice = null)
{
    /// <summary>Whether <see cref="PictureDoctor.Mend"/> can do something about it.</summary>
    public bool CanBeMended => Remedy is not null;
}
