using Bunraku.Core.Images;

namespace Bunraku.Core.Animation;

/// <summary>Takes the frames of one animation, one after another. No frame is kept longer than its successor needs it.</summary>
internal interface IAnimationWriter : IDisposable
{
    /// <summary>Appends a frame; the caller may reuse its buffer afterwards.</summary>
    void Add(StraightImage frame);

    /// <summary>Writes what comes after the last frame.</summary>
    void Finish();
}
