// Draws a character in a pose: PoseOnePicture CHARACTER OUT.PNG
using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren;

using var poser = new StudentPoser(CharacterModel.Load(args[0]));
var frame = new PosedFrame();
poser.Render(Pose.Rest.With("head_y", 0.5f).With("mouth_aaa", 1), frame);
var picture = new StraightImage(512, 512);
FrameConversion.ToStraight(frame.Blended, picture.Width, picture.Height, picture.Pixels);
PngFile.Write(args[1], picture);
