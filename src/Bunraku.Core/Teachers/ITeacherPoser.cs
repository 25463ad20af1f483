using Bunraku.Core.Checkpoints;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;

namespace Bunraku.Core.Teachers;

/// <summary>The teacher bound to one picture: slow, and the same for every character.</summary>
public interface ITeacherPoser : IPoser
{
    /// <summary>Computes any one of the 33 outputs, and no more of the system than it needs.</summary>
    /// <returns>[channels, size, size] as <see cref="TeacherOutputs"/> says; pictures in the network convention.</returns>
    Tensor Render(Pose pose, TeacherOutput output);
}
