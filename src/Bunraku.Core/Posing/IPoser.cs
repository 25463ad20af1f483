using Bunraku.Core.Poses;

namespace Bunraku.Core.Posing;

/// <summary>
/// Draws one character in any pose; also what a student learns from. A poser is bound to its character, is used by one caller at a time, and keeps no frame.
/// </summary>
public interface IPoser : IDisposable
{
    /// <summary>
    /// Draws the character in a pose into the frame: what its <see cref="PosedFrame.Request"/> says. Sets <see cref="PosedFrame.Extent"/> where
    /// there is a picture.
    /// </summary>
    void Render(Pose pose, PosedFrame frame);
}
